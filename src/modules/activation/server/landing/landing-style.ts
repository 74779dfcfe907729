/** The landing page's look: no web font, no picture, light and dark by the system. */
export const landingStyle = `
:root{color-scheme:light dark;--page:#f4f4f2;--paper:#fff;--ink:#17191c;--soft:#5c6169;--line:#e2e2de;--accent:#1746c9;--on:#fff;--warn:#9a4a00}
@media(prefers-color-scheme:dark){:root{--page:#101214;--paper:#1a1d20;--ink:#f2f3f4;--soft:#a4abb3;--line:#2d3237;--accent:#8fb0ff;--on:#0b1430;--warn:#ffb877}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;-webkit-text-size-adjust:100%}
header{padding:18px 20px;background:var(--brand);color:var(--brand-ink);font-weight:600}
header img{display:block;max-height:36px;max-width:220px}
main{max-width:460px;margin:0 auto;padding:28px 20px 40px}
h1{font-size:26px;line-height:1.2;letter-spacing:-.02em;margin:24px 0 8px;text-wrap:balance}
p{margin:0 0 14px}
.soft{color:var(--soft);font-size:15px}
.card{position:relative;aspect-ratio:1.586;border-radius:18px;padding:20px 22px;color:#fff;display:flex;flex-direction:column;justify-content:space-between;overflow:hidden;box-shadow:0 1px 1px rgba(0,0,0,.08),0 14px 32px -12px rgba(20,30,80,.45)}
.card::after{content:"";position:absolute;inset:-62% -38% auto auto;width:95%;aspect-ratio:1;border-radius:50%;border:46px solid rgba(255,255,255,.07)}
.private-id{background:linear-gradient(135deg,#0a2f8f,#2160e8)}
.mobile-id-plus{background:linear-gradient(135deg,#8a2f00,#c9500c)}
.configuration{background:linear-gradient(135deg,#1d2126,#4a525c)}
.card b{font-size:15px;font-weight:600;letter-spacing:.01em}
.card strong{font-size:23px;line-height:1.2;letter-spacing:-.01em;overflow-wrap:anywhere}
.card span{font-size:14px;opacity:.92;overflow-wrap:anywhere}
.gone .card{filter:grayscale(1);opacity:.55}
.act{display:block;text-align:center;text-decoration:none;border-radius:14px;padding:14px 18px;margin:0 0 10px;font-weight:600;font-size:17px;line-height:1.5;font-family:inherit;border:1px solid var(--line);background:var(--paper);color:var(--ink);width:100%;cursor:pointer}
.first{background:var(--accent);border-color:var(--accent);color:var(--on)}
a:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.note{border:1px solid var(--line);border-left:4px solid var(--warn);background:var(--paper);border-radius:12px;padding:14px 16px;margin:0 0 18px;font-size:15px}
.note p:last-child{margin:0}
.qr{background:#fff;border-radius:18px;padding:14px;width:min(260px,100%);margin:6px 0 16px;border:1px solid var(--line)}
.qr svg{display:block;width:100%;height:auto}
label{display:block;font-weight:600;font-size:15px;margin:0 0 6px}
input{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:12px;padding:11px 14px;margin:0 0 12px}
details{margin:16px 0}summary{cursor:pointer;color:var(--soft);font-size:15px}
details[open] summary{margin-bottom:10px}
details .act{margin-top:10px}
footer{max-width:460px;margin:0 auto;padding:0 20px 32px;color:var(--soft);font-size:13px}
`;

/** The one script: an iPad shows the phone's part, and the link can be copied out of an app's own browser. */
export const landingScript = `
if(navigator.maxTouchPoints>1&&/Macintosh/.test(navigator.userAgent)){var d=document,p=d.getElementById("phone"),q=d.getElementById("desk");if(p&&q){p.hidden=false;q.hidden=true}}
document.querySelectorAll("[data-copy]").forEach(function(b){b.hidden=false;b.addEventListener("click",function(){navigator.clipboard.writeText(b.dataset.copy).then(function(){b.textContent=b.dataset.done})})});
`;
