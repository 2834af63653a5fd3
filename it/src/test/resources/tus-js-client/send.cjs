// SPDX-License-Identifier: Apache-2.0
// Sends a file with tus-js-client as its own documentation shows it; told what to do by one JSON text on the command line.
const fs = require('fs');
const tus = require('tus-js-client');
const { createRequire } = require('module');
const inside = createRequire(require.resolve('tus-js-client'));
const { default: HttpStack } = inside('./httpStack.js');

const told = JSON.parse(process.argv[2]);

/** The server names itself in Location; whoever is behind a bad line goes on through that line. */
class BadLine extends HttpStack {
  createRequest(method, url) {
    return super.createRequest(method, url.replace(told.server, told.line));
  }
}

const upload = new tus.Upload(fs.readFileSync(told.file), {
  endpoint: told.line + told.uploads,
  httpStack: new BadLine(),
  headers: { Authorization: 'Bearer ' + told.token },
  retryDelays: new Array(told.retries).fill(100),
  parallelUploads: told.parallel,
  uploadDataDuringCreation: told.dataDuringCreation,
  metadata: { filename: 'holiday.mp4' },
  onError: (error) => {
    console.error(String(error));
    process.exitCode = 1;
  },
  onSuccess: () => console.log(upload.url),
  onProgress: (sent) => {
    if (told.abortAt && sent >= told.abortAt && !aborted) {
      aborted = true;
      upload.abort(true).then(
        () => console.log(upload.url),
        (error) => {
          console.error(String(error));
          process.exitCode = 1;
        },
      );
    }
  },
});
let aborted = false;
upload.start();
