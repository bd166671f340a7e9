"""The browser's shell: settings, root addresses, the base page and its components."""
