"""What people are told about their favorites: in the app, and by mail if they want."""
