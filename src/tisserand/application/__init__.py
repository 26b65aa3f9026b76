"""What people do in the application: introduce, refuse, teach, ask about what is held of them."""
