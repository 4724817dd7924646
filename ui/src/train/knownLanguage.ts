/**
 * Imported before uPlot, which asks for a number format in `navigator.language` while it loads.
 * On a system without a language WebKitGTK names it "C", which is none: the window would stay
 * empty.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
}

export {};
