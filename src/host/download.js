// Offers a text as a download; does nothing where the browser refuses.
export function offer(name, text) {
  try {
    const link = Object.getPrototypeOf(document).createElement.call(document, "a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch {
    // The visitor has no file, and can ask again.
  }
}
