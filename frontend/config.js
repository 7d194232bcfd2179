// Read before the app starts. A server may answer /config.js with other values; here the API is on this origin.
window.CULTUREPEDIA = Object.freeze({ apiBase: "/api/v1" });
