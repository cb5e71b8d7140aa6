/** A line that says who asks, or which car it is, and not what is wanted. In capitals, as a label stands in a message. */
const LABELLED =
  /^\s*(?:车牌号?码?|牌照|号牌|电话|手机号?|联系(?:人|电话|方式)?|微信号?|客户|车主|姓名|地址|发动机号?码?|里程|PLATE|LICEN[CS]E(?: PLATE)?|REG(?:ISTRATION)?|TEL(?:EPHONE)?|PHONE|MOBILE|CELL|WHATSAPP|CUSTOMER|OWNER|NAME|ADDRESS|ENGINE(?: NO)?|MILEAGE|ODOMETER)\s*\.?\s*(?:[:#]|\s\+?\d)/;
/** GA 36-2018: the province, the office's letter, then five signs, or six of a car that runs on new energy. */
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s*[A-Z]\s*[·.•]?\s*[A-Z0-9]{5,6}(?![A-Z0-9])|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][·.•]\s*[A-Z]?\d{5}(?!\d)/g;
/** Of a mobile phone in China: eleven digits. Numbers of parts that look so are rarer than phones beside a VIN. */
const MOBILE = /(?<![A-Z0-9])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![A-Z0-9])/g;
const ENGINE_SIZE = /(?<![A-Z0-9.])\d\.\d\s?(?:L|T|TSI|TFSI|TDI)?(?![A-Z0-9.])/g;
/** A year beside words is the car's: `2005 HONDA CIVIC`. */
const CAR = /(?<![A-Z0-9-])(?:19|20)\d{2}(?:款|年)?(?![A-Z0-9-])/;
const BETWEEN = /[,;、|]/;

/**
 * What is wanted in a message about one car, without what tells of the car and of people: plates, phones, years, engine sizes. So that
 * none of them is looked up as a number, or stands in a link.
 * @param rest as `vinIn` gives it: in capitals, without the VIN
 */
export function wantedOfMessage(rest: string): string {
  return rest
    .split('\n')
    .filter((line) => !LABELLED.test(line))
    .map((line) =>
      line
        .replaceAll(PLATE, ' ')
        .replaceAll(MOBILE, ' ')
        .split(BETWEEN)
        .filter((piece) => !CAR.test(piece))
        .map((piece) => piece.replaceAll(ENGINE_SIZE, ' '))
        .join(','),
    )
    .join('\n');
}
