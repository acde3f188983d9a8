package serve

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// HostKey reads the host key from a file in OpenSSH's or PEM's form, without a passphrase, which others
// than its owner and group can't read. If made is set and there is no such file, an Ed25519 key is made
// there once, readable by its owner alone. The error says what is wrong and what to do.
func HostKey(name string, made bool) (ssh.Signer, error) {
	text, err := readPrivate(name, 0o037, "chmod 600")
	if made && errors.Is(err, os.ErrNotExist) {
		if err = makeHostKey(name); err != nil {
			return nil, fmt.Errorf("making the host key %s: %w", name, err)
		}
		text, err = readPrivate(name, 0o037, "chmod 600")
	}
	if err != nil {
		return nil, fmt.Errorf("host key: %w", err)
	}
	key, err := ssh.ParsePrivateKey(text)
	if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
		return nil, fmt.Errorf("host key: %s has a passphrase, which nobody could type here: "+
			"give one without", name)
	}
	if err != nil {
		return nil, fmt.Errorf("host key: %s is no private key: %w", name, err)
	}
	return key, nil
}

// Fingerprint is a key's fingerprint as ssh shows it.
func Fingerprint(key ssh.Signer) string { return ssh.FingerprintSHA256(key.PublicKey()) }

// makeHostKey makes a key in a file, whole or not at all. One that another process made meanwhile
// stays.
func makeHostKey(name string) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was tried
	}
	block, err := ssh.MarshalPrivateKey(private, "exportwatch")
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was tried
	}
	dir := filepath.Dir(name)
	if err = os.MkdirAll(dir, 0o700); err != nil {
		return err //nolint:wrapcheck // it names the directory
	}
	file, err := os.CreateTemp(dir, ".hostkey-*") // 0600
	if err != nil {
		return err //nolint:wrapcheck // it names the directory
	}
	defer os.Remove(file.Name()) //nolint:errcheck // its other name stays
	err = errors.Join(pem.Encode(file, block), file.Sync(), file.Close())
	if err != nil {
		return err
	}
	if err = os.Link(file.Name(), name); err != nil && !errors.Is(err, os.ErrExist) {
		return err //nolint:wrapcheck // it names the files
	}
	return nil
}
