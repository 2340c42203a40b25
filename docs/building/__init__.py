"""What makes the documents that are made: the references of both languages. No reader needs it."""
