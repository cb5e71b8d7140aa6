/**
 * What people type over a counter, what each piece of it is, and the kind of part that comes first: over the demo. `=`: the answer is
 * limited to the cars that were named; `~`: nothing of the kind is known to fit them; `?`: the vehicle table has none such; `-`: no car
 * is named.
 */
export const TYPED_QUERIES = `
雅阁 机油格 | model Accord, part-type Oil filter | = | oil-filter
雅阁机油格 | model Accord, part-type Oil filter | = | oil-filter
Accord oil filter | model Accord, part-type Oil filter | = | oil-filter
oil filter for accord | part-type Oil filter, words for, model Accord | = | oil-filter
本田 雅閣 機油濾清器 | make Honda, model Accord, part-type Oil filter | = | oil-filter
2018 雅阁 2.0 前刹车片 | year 2018, model Accord, displacement 2.0 L, position Front, part-type Brake pads | = | brake-pads
大众 朗逸 空调滤 | make Volkswagen, model Lavida?, part-type Cabin air filter | ? | cabin-filter
宝马 3系 F30 火花塞 | make BMW, series 3 Series, chassis 3 Series F30, part-type Spark plug | ~ | spark-plug
卡罗拉 1.8 后减震 | model Corolla, displacement 1.8 L, position Rear, part-type Shock absorber | = | shock-absorber
卡罗拉 2010款 机油滤 | model Corolla, year 2010, part-type Oil filter | = | oil-filter
丰田 机油格 | make Toyota, part-type Oil filter | = | oil-filter
Toyota oil filter | make Toyota, part-type Oil filter | = | oil-filter
BMW X5 前刹车片 | make BMW, model X5, position Front, part-type Brake pads | = | brake-pads
X5 刹车片 | model X5, part-type Brake pads | = | brake-pads
宝马320i 机油格 | make BMW, model 320i, part-type Oil filter | = | oil-filter
奔驰C200 空气格 | make Mercedes-Benz, series C-Class, part-type Air filter | = | air-filter
W204 火花塞 | chassis C-Class W204, part-type Spark plug | ~ | spark-plug
奥迪A6L 空调格 | make Audi, model A6, part-type Cabin air filter | = | cabin-filter
A4L 雨刮 | model A4, part-type Wiper blade | = | wiper-blade
迈腾 1.8T 机油格 | model Passat, displacement 1.8 L, part-type Oil filter | = | oil-filter
上海大众 帕萨特 机油格 | make Volkswagen, model Passat, part-type Oil filter | = | oil-filter
速腾 刹车片 | model Jetta, part-type Brake pads | = | brake-pads
高尔夫 电瓶 | model Golf, part-type Battery | = | battery
途观L 刹车盘 | model Tiguan, part-type Brake disc | = | brake-disc
08-12款 思域 刹车片 | year 2008–2012, model Civic, part-type Brake pads | = | brake-pads
2015 civic brake pads | year 2015, model Civic, part-type Brake pads | = | brake-pads
CR-V 空滤 | model CR-V, part-type Air filter | = | air-filter
RAV4 雨刮片 | model RAV4, part-type Wiper blade | = | wiper-blade
汉兰达 前刹车片 | model Highlander, position Front, part-type Brake pads | = | brake-pads
camry 2.5 air filter | model Camry, displacement 2.5 L, part-type Air filter | = | air-filter
东风日产 天籁 2.5 空滤 | make Nissan, model Altima, displacement 2.5 L, part-type Air filter | = | air-filter
轩逸 机油滤 | model Sentra, part-type Oil filter | = | oil-filter
奇骏 空调滤 | model Rogue, part-type Cabin air filter | = | cabin-filter
君威 2.0T 刹车片 | model Regal, displacement 2.0 L, part-type Brake pads | = | brake-pads
索纳塔 发电机 | model Sonata, part-type Alternator | ~ | alternator
途胜 水泵 | model Tucson, part-type Water pump | ~ | water-pump
马自达3 机油格 | model Mazda3, part-type Oil filter | = | oil-filter
mazda6 brake pads | model Mazda6, part-type Brake pads | = | brake-pads
森林人 减震器 | model Forester, part-type Shock absorber | = | shock-absorber
F-150 oil filter 5.0 | model F-150, part-type Oil filter, displacement 5.0 L | = | oil-filter
silverado brake rotor | model Silverado, part-type Brake disc | = | brake-disc
福克斯 2012 刹车盘 | model Focus, year 2012, part-type Brake disc | = | brake-disc
Focus 刹车片 | model Focus, part-type Brake pads | = | brake-pads
飞度 机油格 | model Fit, part-type Oil filter | ~ | oil-filter
吉利 帝豪 机油格 | make Geely?, model 帝豪?, part-type Oil filter | ? | oil-filter
奇瑞 瑞虎 刹车片 | make Chery?, model 瑞虎?, part-type Brake pads | ? | brake-pads
spark plug | part-type Spark plug | - | spark-plug
spark plugs accord | part-type Spark plug, model Accord | = | spark-plug
機油濾清器 | part-type Oil filter | - | oil-filter
空氣濾清器 | part-type Air filter | - | air-filter
煞車片 | part-type Brake pads | - | brake-pads
來令片 | part-type Brake pads | - | brake-pads
水幫浦 | part-type Water pump | - | water-pump
偈油格 | part-type Oil filter | - | oil-filter
jiyouge | words jiyouge | - | oil-filter
jyg | words jyg | - | oil-filter
huohuasai | words huohuasai | - | spark-plug
qianshachepian | words qianshachepian | - | brake-pads
机油格 | part-type Oil filter | - | oil-filter
前刹车片 | position Front, part-type Brake pads | - | brake-pads
后刹车皮 | position Rear, part-type Brake pads | - | brake-pads
`;
