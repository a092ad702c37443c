Redoc.init("/api/v1/openapi.yaml", { nativeScrollbars: true, hideDownloadButtons: false }, document.getElementById("api"));
