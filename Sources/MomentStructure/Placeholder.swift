// Placeholder removed once the target has its first file.
