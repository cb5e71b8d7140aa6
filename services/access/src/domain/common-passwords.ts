/**
 * The commonest of ten characters or more, in lower case, as they come up near the top of every published count of leaked
 * passwords: rows of keys, doubled words, words with the digits that are hung on them. A short list on purpose: what it
 * stops is what guessers try first.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 0987654321 1234567891 12345678910 123456789a 123456789q 123456789abc 1234512345 1231231234 123123123123
  1122334455 11223344556677 1212121212 1234554321 123456654321 1357924680 147258369a 1472583690 7894561230 3141592653
  0123456789 9876543210 9999999999 1029384756 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5 q1w2e3r4t5y6
  qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 qwertyqwerty qwer1234qwer asdfghjkl123 asdfghjkl; asdfasdfasdf
  zxcvbnm123 zxcvbnm,./ abcd123456 abc1234567 abc123abc123 abcdef1234 aa12345678 aa123456789 a123456789 a1234567890
  q123456789 qq123456789 w123456789 z123456789 woaini1314 woaini520520 5201314520 1314520520 iloveyou123 iloveyou12
  iloveyou1234 iloveyouforever password10 password11 password12 password123 password1234 password12345 password123!
  passwordpassword password2024 password2025 password2026 passw0rd123 p@ssw0rd123 p@ssword123 p@ssw0rd1234 mypassword
  mypassword1 letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 admin12345 admin123456
  admin@1234 administrator adminadmin admin123admin root123456 test123456 testtest123 changeme123 changeme1234
  default123 superman123 spiderman1 basketball football123 baseball123 liverpool1 manchester chocolate1 butterfly1
  princess123 sunshine123 dragon12345 michael123 jordan2323 computer123 internet123 samsung123 galaxy12345 google12345
  alexander1 christopher qazwsxedcrfv qazwsx123456 1qaz@wsx3edc !qaz2wsx3edc pokemon123 starwars123 trustno1trustno1
  monkey12345 secret12345 0000000001 1111111112 1111122222 0123012301 a1b2c3d4e5 a1b2c3d4e5f6 1a2b3c4d5e 1a2s3d4f5g
  zaq12wsxcde3 zaq1zaq1zaq1 asd123asd123 qweasdzxc123 qweasdzxc1 qwe123qwe123 123qwe123qwe 123456qwerty 12345qwert
  12345qwerty 123456asdf 123456abcd 1234567abc wang123456 zhang123456 li123456789 qipei12345 qipei123456`
    .split(/\s+/)
    .filter((each) => each !== ''),
);
