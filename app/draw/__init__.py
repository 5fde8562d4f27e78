"""Maps and charts as pictures, drawn on the server without a browser, from the geometry and the colours of the page."""
