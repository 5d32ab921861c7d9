"""Rules, lexicons and registers as data; every rule has an id, examples and counter-examples."""
