package cli

// Save gives the tests what keeps a copied text.
func Save(name, text string) (string, error) { return savedFiles{}.Save(name, text) }
