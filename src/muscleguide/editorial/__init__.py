"""How plainly the guide reads, as it was rendered, and what a person must still check."""
