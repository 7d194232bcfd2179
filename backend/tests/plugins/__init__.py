"""pytest plugins: the environment of a test run, real servers, a browser, no network beyond this machine."""
