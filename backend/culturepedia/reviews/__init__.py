"""What people say about performances: reviews, helpful votes, reports, and the counters of ratings."""
