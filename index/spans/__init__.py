"""Where in a sentence times, amounts, names, causes and means stand."""
