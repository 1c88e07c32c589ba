// The built site as a web server would serve it: files, and /litsearch/ passed on to litsearch-serve.
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.xml': 'application/xml',
  '.svg': 'image/svg+xml', '.json': 'application/json'};

async function readPage(folder, pathname) {
  const file = path.join(folder, decodeURIComponent(pathname));
  for (const name of [file, path.join(file, 'index.html'), `${file}.html`]) {
    const body = await fs.readFile(name).catch(() => null);
    if (body) {
      return {body, type: TYPES[path.extname(name)] ?? 'application/octet-stream', code: 200};
    }
  }
  return {body: await fs.readFile(path.join(folder, '404.html')), type: TYPES['.html'], code: 404};
}

function passOn(request, response, target) {
  const onward = http.request(new URL(request.url.slice('/litsearch'.length), target),
    {method: request.method, headers: request.headers, agent: false}, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
  onward.on('error', () => response.writeHead(502).end());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

// state.target is where /litsearch/ goes; state.answer(url, response) may answer in its place;
// state.asked collects what was asked. → the server's address.
export async function serveSite(folder, baseUrl, state) {
  const server = http.createServer(async (request, response) => {
    if (request.url.startsWith('/litsearch/')) {
      state.asked.push(request.url);
      return (await state.answer?.(request.url, response)) ? undefined : passOn(request, response, state.target);
    }
    const {pathname} = new URL(request.url, 'http://site');
    const page = pathname.startsWith(baseUrl)
      ? await readPage(folder, pathname.slice(baseUrl.length))
      : {body: '', type: 'text/plain', code: 404};
    return response.writeHead(page.code, {'content-type': page.type}).end(page.body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {url: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); }};
}
