package main

// keys says where the keys of the screen are told.
const keys = "The last line of the screen names the usual keys, and ? shows all of them, with every " +
	"sign. q closes the page that is open, or leaves. Other keys: see FILES."

// environment lists the variables that the program reads. README.md names the same; a test holds it.
func environment() []item {
	return []item{
		{
			"EXPORTWATCH_CONFIG",
			"Names the configuration file, as --config does.",
		},
		{
			"AWS_PROFILE, AWS_DEFAULT_PROFILE",
			"The profile, as --profile gives it.",
		},
		{
			"AWS_REGION, AWS_DEFAULT_REGION",
			"The Region, as --region gives it.",
		},
		{
			"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS, AWS_ENDPOINT_URL",
			"What is asked instead of AWS, as --endpoint-url gives it.",
		},
		{
			"AWS_CA_BUNDLE",
			"A file of certificates to trust, as --ca-bundle gives it.",
		},
		{
			"HTTPS_PROXY, NO_PROXY",
			"The proxy to AWS, and which hosts are reached without it. All else that the AWS SDK for " +
				"Go reads counts, too.",
		},
		{
			"NO_COLOR",
			"With any value, there are no colours unless --color always is given.",
		},
		{
			"TERM, COLORTERM",
			"What the terminal can do.",
		},
		{
			"LC_ALL, LC_CTYPE, LANG",
			"Where they name no UTF-8 locale, only ASCII is drawn.",
		},
		{
			"XDG_CONFIG_HOME, XDG_STATE_HOME",
			"The folders of the files below.",
		},
	}
}

// files lists the files that the program reads and writes.
func files() []item {
	return []item{
		{
			"$XDG_CONFIG_HOME/exportwatch/config.yaml",
			"The configuration, in ~/.config where the variable isn't set; on macOS in ~/Library/" +
				"Application Support. \"exportwatch config example\" prints one with every key and what " +
				"it does. Flags beat the environment, and that beats the file.",
		},
		{
			"$XDG_STATE_HOME/exportwatch/memory.db",
			"What was seen, in ~/.local/state where the variable isn't set; on macOS in ~/Library/" +
				"Application Support. Only its owner can read it; it holds no credentials and may be " +
				"deleted at any time. See --state-dir, --no-state and --keep.",
		},
		{
			"~/.aws/config, ~/.aws/credentials",
			"Profiles and credentials, as the AWS CLI reads them.",
		},
	}
}
