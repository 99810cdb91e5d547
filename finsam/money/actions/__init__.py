"""What a person does with the money."""
