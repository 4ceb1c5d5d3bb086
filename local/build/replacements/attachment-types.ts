/** For nodemailer's table of 2,000 file types, which it asks for attachments: the app's e-mails have none. */
export function detectMimeType(fileName: unknown): never {
  throw new Error(
    `this build of nodemailer does not know the type of ${String(fileName)}: give its contentType`,
  );
}

export function detectExtension(type: unknown): never {
  throw new Error(`this build of nodemailer knows no file name for ${String(type)}: give its filename`);
}
