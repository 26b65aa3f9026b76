"""What people ask of what is held about them: erasure, opposition, and who stays reserved."""
