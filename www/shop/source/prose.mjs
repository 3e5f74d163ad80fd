// Pages that are mostly words: help, delivery, returns, contact, the guide.
import { escape } from "./art.mjs";
import { jsonLd } from "./layout.mjs";
import { questionsData } from "./structured.mjs";

const trail = (path, name) => [["/", "Home"], [path, name]];
const prose = (title, lead, body) => `<div class="wrap prose"><h1>${title}</h1><p class="summary">${lead}</p>${body}</div>`;

function help(questions) {
  const list = questions.map(({ id, question, answer }) => `<details class="qa" id="${id}"><summary><h2>${escape(question)}</h2></summary><p>${escape(answer.join(" "))}</p></details>`);
  return {
    path: "/help.html", title: "Help", kind: "help", scripts: ["help"], trail: trail("/help.html", "Help"),
    description: "Answers about quantities, drying times, delivery, returns, primer and winter deliveries, from the people behind the counter.",
    data: [jsonLd(questionsData(questions))],
    main: prose("Help", "The questions we hear most, answered the way we answer them at the counter.",
      `${list.join("\n")}<aside class="aside"><p>Not answered here? <a href="/contact.html">Ask us</a>, or look at <a href="/delivery.html">delivery</a>, <a href="/returns.html">returns</a> and your <a href="/orders/status.html">order status</a>.</p></aside>`),
  };
}

const delivery = {
  path: "/delivery.html", title: "Delivery", kind: "policy", trail: trail("/delivery.html", "Delivery"),
  description: "Delivery in Finland: €6.90 to your door, €4.90 to a pick-up point, free from €90. Two to five working days.",
  main: prose("Delivery", "We send parcels in Finland, from Hanko to Utsjoki. Most are with you two to five working days after you order.",
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="prices"><table class="facts wide"><caption id="prices">Prices and times</caption><thead><tr><th scope="col">How</th><th scope="col">Price</th><th scope="col">Free from</th><th scope="col">Working days</th></tr></thead><tbody><tr><th scope="row">To your door</th><td>€6.90</td><td>€90</td><td>2 to 5</td></tr><tr><th scope="row">Pick-up point</th><td>€4.90</td><td>€90</td><td>2 to 5</td></tr><tr><th scope="row">Collect in Ekenäs</th><td>Free</td><td>Always</td><td>Same day before 15</td></tr></tbody></table></div>
<h2>Paint mixed to order</h2><p>Add two to three working days. We mix the tin, brush out a swatch, let it dry overnight and compare it with your code before it leaves.</p>
<h2>Winter</h2><p>Water-based paint must not freeze. From December to March we use heated vans and indoor pick-up points only. If the forecast is below minus 20 °C along the way, we wait a day and write to you.</p>
<h2>Damaged on the way</h2><p>Take a photograph before you clean anything up and <a href="/contact.html">write to us</a> within a week. We send a new tin the same day; you do not need to send the broken one back.</p>
<h2>Where we do not deliver</h2><p>Outside Finland. A tin of paint weighs three and a half kilos, and you almost certainly have a good paint shop nearer than ours. For Åland allow two days more for customs papers, which we fill in.</p>`),
};

const returns = {
  path: "/returns.html", title: "Returns", kind: "policy", trail: trail("/returns.html", "Returns"),
  description: "Thirty days to return unopened tins and wrapped rolls. Mixed paint cannot be returned unless it is faulty.",
  main: prose("Returns", "You have 30 days from delivery to send back anything unopened. There is one exception, and it is an important one.",
    `<h2>What you can return</h2><ul><li>Ready-mixed paint in unopened tins.</li><li>Whole rolls of wallpaper, still wrapped, from the same print run.</li><li>Tools that have not been used.</li></ul>
<h2 id="mixed">Paint mixed to order</h2><p>Paint that we mixed for you cannot be returned. It is made to your specification and we cannot sell it to anyone else, so the right to withdraw within 14 days does not cover it. If the colour is not the one we agreed, or the paint is faulty, that is our mistake: we mix it again or refund it in full, delivery included.</p>
<h2>What it costs</h2><p>The return parcel costs €5.90, which we take off the refund. If the fault is ours it costs nothing. Bringing it back to the shop is always free.</p>
<h2>How to do it</h2><ol><li>Write to <a href="mailto:hello@lindqvist.example">hello@lindqvist.example</a> with your order number. We answer with a parcel code.</li><li>Pack the tins upright. The box they came in is good enough.</li><li>Hand the parcel in at any pick-up point within 14 days.</li></ol><p>We refund within five working days after the parcel has arrived, by the way you paid.</p>
<h2>Faulty goods</h2><p>The law gives you rights about faults that last well beyond 30 days. Tell us what is wrong and we will put it right.</p>
<aside class="aside"><p>Have an order already? Find the number under <a href="/orders/status.html">order status</a>.</p></aside>`),
};

const contact = (shop) => ({
  path: "/contact.html", title: "Contact", kind: "contact", scripts: ["contact"], trail: trail("/contact.html", "Contact"),
  description: `Write to ${shop.name}, call us, or come by the shop in Ekenäs. We answer within one working day.`,
  main: `<div class="wrap"><div class="lead"><h1>Contact</h1><p>Maja or Elin answers, usually the same day and always within one working day.</p></div></div>
<div class="wrap split"><form class="form" data-contact novalidate aria-labelledby="write"><h2 id="write">Write to us</h2>
<p class="field"><label for="name">Your name</label><input id="name" name="name" type="text" autocomplete="name" required data-error="Write your name."></p>
<p class="field"><label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required data-error="Write an email address such as name@example.com."></p>
<p class="field"><label for="order">Order number (optional)</label><input id="order" name="order" type="text" autocomplete="off"></p>
<p class="field"><label for="message">Message</label><textarea id="message" name="message" rows="6" required data-error="Write what we can help with."></textarea></p>
<button class="button" type="submit">Send</button><p class="said" role="status" data-said></p></form>
<section class="panel" aria-labelledby="visit"><h2 id="visit">Visit or call</h2><address>${escape(shop.name)}<br>${escape(shop.street)}<br>${shop.postalCode} ${escape(shop.city)}, Finland</address><p>${escape(shop.hours)}. Closed on public holidays and on the first Saturday of August, when everyone is sailing.</p><p><a href="tel:${shop.phone.replaceAll(" ", "")}">${shop.phone}</a><br><a href="mailto:${shop.email}">${shop.email}</a></p><p>Bring a chip of your wall and we will find the nearest colour while you wait.</p></section></div>`,
});

const guide = {
  path: "/guides/choosing-a-finish.html", title: "Choosing a finish", kind: "article",
  trail: trail("/guides/choosing-a-finish.html", "Choosing a finish"),
  description: "Dead matt, matt, washable matt or satin? What sheen does to a wall, what washability really means, and a short answer for each room.",
  data: [jsonLd({ "@type": "Article", headline: "Choosing a finish", author: { "@type": "Person", name: "Elin Lindqvist" }, datePublished: "2026-03-02", dateModified: "2026-09-14", image: "/images/harbour-slate-room.svg", publisher: { "@type": "Organization", name: "Lindqvist & Daughters" } })],
  main: `<article class="wrap prose"><p class="over">Guide · 5 minutes</p><h1>Choosing a finish</h1><p class="summary">People spend weeks on the colour and ten seconds on the finish. It ought to be nearer the other way round: the finish decides how the wall behaves, and half of how the colour looks.</p><p class="byline">By Elin Lindqvist, updated <time datetime="2026-09-14">14 September 2026</time></p>
<img class="tile" src="/images/harbour-slate-room.svg" width="1200" height="800" alt="A living room in slate blue satin">
<h2>What sheen does</h2><p>Sheen is how much light a dry wall throws back. At 3 % a wall looks soft and deep, and a bump disappears because no highlight gives it away. At 20 % light runs along the wall, the colour looks a little stronger, and so does every hollow that was ever filled.</p><p>So look at the wall before you look at the chart. Hold a torch flat against it in the evening. If what you see worries you, stay matt.</p>
<h2>What washability means</h2><p>It is measured, and the test has a name: EN 13300. A machine scrubs the dried paint wet, 200 times, and the loss of film is weighed. Class 1 loses least. Sheen and washability usually go together, but not always: a good washable matt reaches class 1 at 7 % sheen.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="finishes"><table class="facts wide"><caption id="finishes">The four finishes we sell</caption><thead><tr><th scope="col">Finish</th><th scope="col">Sheen</th><th scope="col">Washability</th><th scope="col">Recoat</th><th scope="col">Where</th></tr></thead><tbody><tr><th scope="row"><a href="/paint/old-linen.html">Dead matt</a></th><td>1 %</td><td>Class 5</td><td>8 h</td><td>Bedrooms, dry rooms</td></tr><tr><th scope="row"><a href="/paint/fjord-morning.html">Matt</a></th><td>3 %</td><td>Class 3</td><td>4 h</td><td>Living rooms, ceilings</td></tr><tr><th scope="row"><a href="/paint/juniper.html">Washable matt</a></th><td>7 %</td><td>Class 1</td><td>6 h</td><td>Halls, children's rooms</td></tr><tr><th scope="row"><a href="/paint/harbour-slate.html">Satin</a></th><td>22 %</td><td>Class 1</td><td>6 h</td><td>Kitchens, bathrooms</td></tr></tbody></table></div>
<h2>Room by room</h2><h3>Kitchen and bathroom</h3><p>Satin, with a mould inhibitor. Not for the look but for the steam. If you cannot bear the sheen, use washable matt and leave a window open.</p><h3>Hall and stairs</h3><p>Washable matt. Shoulders, bags, bicycles, dogs.</p><h3>Bedroom and living room</h3><p>Matt, or clay if the plaster breathes and nobody draws on walls.</p><h3>Ceiling</h3><p>Always the flattest paint you have. Light from a window runs along a ceiling for metres.</p>
<h2>Three mistakes we see every spring</h2><ol><li><strong>Touching up satin.</strong> It never matches. Paint from corner to corner.</li><li><strong>The second coat after lunch.</strong> Touch-dry is not recoat-dry. Wait the hours on the tin, and double them in an unheated room.</li><li><strong>Choosing by a phone screen.</strong> Paint a sheet of card, not the wall, and carry it around the room for a day.</li></ol>
<aside class="aside"><p>Ready to compare? <a href="/paint/">All wall paints</a> list sheen, washability and drying time the same way.</p></aside></article>`,
};

export const prosePages = (catalogue, questions) => [help(questions), delivery, returns, contact(catalogue.shop), guide];
