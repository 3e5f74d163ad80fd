// The shop in another language, as far as its pages say so.
{
  const lang = localStorage.getItem("shop:lang") || "en";
  document.documentElement.lang = lang;
  if (lang == "ar" || lang == "he") document.documentElement.dir = "rtl";
}
