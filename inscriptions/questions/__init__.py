"""What an organiser asks on top of who comes: her questions, and what people answered."""
