/** The commonest passwords of eight and more characters in public breach lists, lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 12345678910 123123123 11111111 111111111 1111111111 00000000 000000000 87654321
  987654321 9876543210 88888888 99999999 66666666 77777777 55555555 12341234 11223344 112233445566 12121212 10101010
  123454321 147258369 159753456 789456123 741852963 963852741 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 zaq12wsx
  zaq1zaq1 qwertyui qwertyuiop qwerty123 qwerty12 qwerty1234 qwer1234 qwertyqwerty asdfghjk asdfghjkl asdfasdf asdf1234
  zxcvbnm1 zxcvbnm123 password password1 password12 password123 password1234 password! password1! passw0rd p@ssw0rd
  p@ssword p@55w0rd pa55word passwort motdepasse contraseña letmein1 letmein123 welcome1 welcome123 welcome1! admin123
  admin1234 administrator adminadmin iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football
  football1 baseball baseball1 basketball superman superman1 batman123 starwars whatever trustno1 michelle michael1
  jennifer jordan23 computer computer1 internet samsung1 chocolate butterfly charlie1 dragon12 monkey123 master123
  shadow123 hunter12 abcd1234 abc12345 abc123456 abcdefgh abcdefghi a1234567 a12345678 aa123456 aa12345678 test1234
  test12345 testtest changeme changeme1 secret123 guest123 root1234 qazwsxedc qazwsx123 1234qwer 1234abcd 12345qwert
  123456qwerty 123qweasd 123qwe123 123abc123 987654321a liverpool liverpool1 chelsea1 arsenal1 pokemon1 naruto123
  spiderman mercedes ferrari1 corvette mustang1 harley123 maverick midnight snoopy123 jasmine1 danielle matthew1
  anthony1 victoria patricia elizabeth alexander alexandra christian fuckyou1 fuckyou123 asshole1 babygirl babygirl1
  loveyou1 lovelove blink182 metallica slipknot nirvana1 password2 password01 default1 temp1234 hello123 hello1234
  helloworld summer2023 summer2024 summer2025 winter2023 winter2024 winter2025 spring2024 spring2025 company123`
    .split(/\s+/)
    .filter(Boolean),
);
