"""E-mail addresses as people type them."""
