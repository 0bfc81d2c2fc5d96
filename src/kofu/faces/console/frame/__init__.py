"""What every page has: settings, rights, navigation, forms, words, errors."""
