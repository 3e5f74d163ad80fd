// analytics.js: its snippet as Google documented it ("Add analytics.js to your site"),
// except that the library is a fixture of ours, fixture-analytics-library.js.
(function(i,s,o,g,r,a,m){i['GoogleAnalyticsObject']=r;i[r]=i[r]||function(){
(i[r].q=i[r].q||[]).push(arguments)},i[r].l=1*new Date();a=s.createElement(o),
m=s.getElementsByTagName(o)[0];a.async=1;a.src=g;m.parentNode.insertBefore(a,m)
})(window,document,'script','/test/fixture-analytics-library.js','ga');
ga('create', 'UA-00000-1', 'auto', { userId: 'ada@example.com' });
ga('require', 'ec');
ga('send', 'pageview');
