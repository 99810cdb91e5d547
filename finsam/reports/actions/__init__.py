"""What is done with reports: their texts are written, they are sent, signed and sealed."""
