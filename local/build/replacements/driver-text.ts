/**
 * For `iconv-lite` in the SQL driver, most of which are tables of characters that Node's own decoders have. The driver
 * decodes `varchar` columns with it; messages and names come in UTF-16. The app sends no `varchar`.
 */
const decoders: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  CP874: 'windows-874',
  CP932: 'shift_jis',
  CP936: 'gbk',
  CP949: 'euc-kr',
  CP950: 'big5',
};

/** Node has no decoder for the code pages of DOS, 437 and 850: of these, whatever is not ASCII becomes `\uFFFD`. */
function decode(bytes: Buffer, codePage: string): string {
  if (codePage === 'CP437' || codePage === 'CP850')
    return bytes.toString('latin1').replaceAll(/[\u0080-\u00FF]/g, '\uFFFD');
  return new TextDecoder(decoders[codePage] ?? codePage.replace('CP', 'windows-')).decode(bytes);
}

function encode(): never {
  throw new Error('this build of the SQL driver sends no varchar: declare the parameter as nvarchar');
}

export default { decode, encode, getEncoder: encode };
