// ReDoc would have its logo from another host, and nothing here is asked of any other host.
const images = HTMLImageElement.prototype;
const { set } = Object.getOwnPropertyDescriptor(images, "src");
const setAttribute = Element.prototype.setAttribute;
const isOurs = (url) => url.startsWith("/") || url.startsWith("data:");

Object.defineProperty(images, "src", {
  set(url) {
    if (isOurs(url)) {
      set.call(this, url);
    }
  },
});
images.setAttribute = function (name, value) {
  if (name !== "src" || isOurs(value)) {
    setAttribute.call(this, name, value);
  }
};

Redoc.init("/api/v1/openapi.yaml", { nativeScrollbars: true }, document.getElementById("api"));
