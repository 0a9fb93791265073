"""Somebody without an e-mail address, registered by a mediator or an animatrice on her behalf."""
