"""What a person meets first: sign-in, Idag, the association's overview. Composes all the rooms."""
