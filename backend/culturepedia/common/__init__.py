"""What every app stands on: errors, the API's conventions, leases, the clock, guarded outgoing HTTP."""
