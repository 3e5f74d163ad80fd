// Meta's pixel: its base code as the vendor documents it (developers.facebook.com,
// "Get started"), except that the library is a fixture of ours, fixture-meta-library.js.
!function(f,b,e,v,n,t,s)
{if(f.fbq)return;n=f.fbq=function(){n.callMethod?
n.callMethod.apply(n,arguments):n.queue.push(arguments)};
if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';
n.queue=[];t=b.createElement(e);t.async=!0;
t.src=v;s=b.getElementsByTagName(e)[0];
s.parentNode.insertBefore(t,s)}(window, document,'script',
'/test/fixture-meta-library.js');
fbq('init', '0000000000', { em: 'ada@example.com' });
fbq('track', 'PageView');
