"""What people have seen: private visits, their statistics, and a calendar of what is kept and seen."""
