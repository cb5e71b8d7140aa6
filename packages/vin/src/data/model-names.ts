import { makeKey } from './make-names.ts';

/**
 * What models are called at the counter, by make: vPIC's name, then others, with `|` between; makers' own Chinese names, names of the same car
 * in other markets, and short forms. What vPIC lacks stands here as well: that it was said has to be known, too. A model that is only to be
 * known by its name without the make beside it stands alone.
 */
const MODELS: Readonly<Record<string, string>> = {
  Acura: 'MDX RDX TLX ILX TSX TL RL',
  'Alfa Romeo': 'Giulia|朱丽叶 Stelvio',
  Audi: 'A1 A2 A3 A4|A4L A5 A6|A6L A7 A8|A8L Q2|Q2L Q3 Q5|Q5L Q7 Q8 TT R8 e-tron S3 S4 S5 RS5',
  BMW: 'X1 X2 X3 X4 X5 X6 X7 Z3 Z4 M3 M5 i3 i8',
  Buick: [
    'Excelle|凯越 LaCrosse|君越 Regal|君威 Encore|昂科拉 Envision|昂科威 Enclave|昂科雷 Verano|英朗|Excelle_GT GL8 GL6',
    'Park_Avenue|林荫大道 Rainier|荣御 Velite|微蓝',
  ].join(' '),
  Cadillac: 'Escalade|凯雷德 SRX CTS ATS XTS STS SLS|赛威 CT4 CT5 CT6 XT4 XT5 XT6',
  Chevrolet: [
    'Cruze|科鲁兹|科鲁泽 Malibu|迈锐宝 Sail|赛欧 Aveo|爱唯欧|乐风|乐骋 Captiva|科帕奇 Equinox|探界者 Trax|创酷 Spark|斯帕可|乐驰',
    'Camaro|科迈罗 Corvette|科尔维特 Epica|景程 Lova|乐风RV Cavalier|科沃兹 Orlando|沃兰多 Monza Tahoe|太浩 Suburban|萨博班',
    'Silverado|索罗德 Colorado|库罗德 Traverse Impala Blazer|开拓者 Volt|沃蓝达',
  ].join(' '),
  Chrysler: '300|300C Town_and_Country|大捷龙 Pacifica Sebring|铂锐 PT_Cruiser',
  Dodge: 'Journey|酷威 Caliber|酷搏 Caravan|凯领 Challenger|挑战者 Charger|战马 Durango Ram|公羊',
  Fiat: 'Viaggio|菲翔 Ottimo|致悦 Freemont|菲跃 Bravo|博悦 Palio|派力奥 Siena|西耶那 Linea|领雅',
  Ford: [
    'Focus|福克斯 Fiesta|嘉年华 Escape|翼虎|Kuga Edge|锐界 Explorer|探险者 Fusion|Mondeo|蒙迪欧 Escort|福睿斯 EcoSport|翼搏',
    'Taurus|金牛座 Transit|全顺 Mustang|福特野马 F-150 Ranger Everest|撼路者 Expedition|征服者 Bronco S-Max|麦柯斯 Evos|领睿 Territory|领界',
  ].join(' '),
  GMC: 'Sierra Yukon Acadia Terrain Savana|商务之星',
  Honda: [
    'Accord|雅阁 Civic|思域 Fit|飞度|Jazz CR-V|思威 Odyssey|奥德赛 City|锋范|思迪 HR-V|缤智|Vezel XR-V|炫威 Crider|凌派 Elysion|艾力绅',
    'Spirior|思铂睿 Inspire|英诗派 Jade|杰德 Avancier|冠道 UR-V Crosstour|歌诗图 Greiz|哥瑞 Envix|享域 Breeze|皓影 Integra|型格 Insight|音赛特',
    'Pilot Element Ridgeline Passport Prelude|序曲 S2000 Life|来福',
  ].join(' '),
  Hyundai: [
    'Elantra|伊兰特|悦动|朗动|领动 Sonata|索纳塔|名图 Tucson|途胜 Santa_Fe|胜达|圣达菲 Accent|雅绅特|Verna|瑞纳|悦纳 ix35 ix25',
    'Azera|雅尊 Veloster|飞思 Veracruz|维拉克斯 Rohens|劳恩斯 Celesta|菲斯塔 Encino|昂希诺 Mistra i30 Kona Palisade|帕里斯帝 Coupe|酷派',
  ].join(' '),
  Infiniti: 'Q50|Q50L QX50 QX60 QX80 FX35 G35 G37 EX35 Q70|Q70L ESQ',
  Isuzu: 'D-Max|瑞迈 MU-X|牧游侠 Rodeo|竞技者 Trooper',
  Jaguar: 'XF|XFL XE|XEL XJ|XJL F-Pace E-Pace F-Type XK S-Type',
  Jeep: [
    'Cherokee|切诺基|自由光 Grand_Cherokee|大切诺基 Wrangler|牧马人 Compass|指南者 Patriot|自由客 Renegade|自由侠 Commander|指挥官|大指挥官',
    'Gladiator|角斗士',
  ].join(' '),
  Kia: [
    'Sportage|狮跑|智跑 Sorento|索兰托 Optima|K5|凯酷 Forte|福瑞迪|K3 Rio|锐欧|K2 Soul|秀尔 Cerato|赛拉图 Carens|佳乐 Sedona|嘉华|Carnival',
    'Cadenza|凯尊 Borrego|霸锐 Opirus|欧菲莱斯 Seltos|傲跑 KX5 KX3|傲跑KX3 K4|凯绅 Stinger|斯汀格',
  ].join(' '),
  'Land Rover': [
    'Range_Rover|揽胜 Range_Rover_Evoque|极光|揽胜极光|Evoque Range_Rover_Sport|揽胜运动 Range_Rover_Velar|星脉|揽胜星脉|Velar Discovery|路虎发现',
    'Discovery_Sport|发现神行 Freelander|神行者|LR2 Defender|路虎卫士 LR3|发现3 LR4|发现4',
  ].join(' '),
  Lexus:
    'ES|ES200|ES240|ES250|ES300h|ES350 RX|RX270|RX300|RX330|RX350 NX|NX200|NX200t IS|IS250|IS300 LS|LS460 GS|GS300 CT|CT200h LX|LX570 GX|GX460 UX',
  Lincoln:
    'MKZ MKX MKC MKT Navigator|领航员 Nautilus|航海家 Aviator|飞行家 Corsair|冒险家 Continental|林肯大陆 Town_Car|林肯城市',
  Maserati: 'Ghibli|吉博力 Levante|莱万特 Quattroporte|总裁轿车 GranTurismo',
  Mazda: [
    'Mazda3|马3|马自达3|昂克赛拉|Axela|3 Mazda6|马6|马自达6|阿特兹|睿翼|Atenza|6 Mazda2|马2|马自达2|2 Mazda5|马5|马自达5|5 CX-3 CX-4 CX-5 CX-7',
    'CX-9 CX-30 MX-5 Premacy|普力马 Familia|福美来 MPV RX-8 Tribute',
  ].join(' '),
  'Mercedes-Benz': [
    'A-Class|A级 B-Class|B级 C-Class|C级 E-Class|E级 S-Class|S级 G-Class|G级|大G R-Class|R级 V-Class|V级 M-Class|ML级|ML-Class GL-Class|GL级',
    'GLA-Class|GLA级|GLA GLB-Class|GLB级|GLB GLC-Class|GLC级|GLC GLE-Class|GLE级|GLE GLS-Class|GLS级|GLS GLK-Class|GLK级|GLK CLA-Class|CLA级|CLA',
    'CLS-Class|CLS级|CLS SLK-Class|SLK级|SLK CLK-Class|CLK级|CLK SL-Class|SL级 Metris|Vito|威霆 Viano|唯雅诺 Sprinter|凌特',
  ].join(' '),
  MINI: 'Cooper|迷你库柏 Countryman Clubman Paceman Hardtop',
  Mitsubishi: [
    'Lancer|蓝瑟|翼神|菱帅 Outlander|欧蓝德 Montero|Pajero|帕杰罗|劲畅 Outlander_Sport|ASX|劲炫 Eclipse|伊柯丽斯 Eclipse_Cross|奕歌 Galant|戈蓝',
    'Grandis|格蓝迪 Zinger|君阁 Mirage L200|Triton Delica|得利卡 Freeca|菱绅',
  ].join(' '),
  Nissan: [
    'Altima|Teana|天籁 Sentra|Sylphy|轩逸|Bluebird_Sylphy Rogue|X-Trail|奇骏 Qashqai|逍客|Rogue_Sport Tiida|骐达|颐达 Murano|楼兰 Maxima|西玛|风度',
    'Pathfinder|探路者 Patrol|途乐 Versa|Sunny|日产阳光|阳光 Livina|骊威 March|玛驰|Micra Kicks|劲客 Navara|纳瓦拉 Terra|途达 Cefiro|风雅 Bluebird|蓝鸟',
    'Geniss|骏逸 Lannia|蓝鸟Lannia NV200 Paladin|帕拉丁 Quest|贵士 GT-R 350Z 370Z Juke Leaf Xterra Frontier',
  ].join(' '),
  Opel: 'Astra|雅特 Zafira|赛飞利 Insignia|英速亚 Corsa|可赛 Vectra|威达 Antara|安德拉 Mokka|摩卡',
  Peugeot: '206 207 301 307 308|308S 408 508|508L 2008 3008 4008 5008 RCZ',
  Porsche: 'Cayenne|卡宴 Macan Panamera|帕拉梅拉 Cayman|卡曼 Boxster|博克斯特 911 Taycan 718',
  Renault:
    'Koleos|科雷傲 Kadjar|科雷嘉 Megane|梅甘娜 Fluence|风朗 Captur|卡缤 Laguna|拉古那 Latitude|纬度 Scenic|风景',
  Skoda:
    'Octavia|明锐 Superb|速派|昊锐 Fabia|晶锐 Rapid|昕锐|昕动 Yeti|野帝 Kodiaq|柯迪亚克 Karoq|柯珞克 Kamiq|柯米克',
  smart: 'fortwo forfour',
  Subaru: 'Forester|森林人 Outback|傲虎 Legacy|力狮 Impreza|翼豹 XV|Crosstrek Tribeca|驰鹏 BRZ WRX',
  Suzuki: [
    'Swift|雨燕 SX4|天语|S-Cross|锋驭 Grand_Vitara|超级维特拉|Vitara|维特拉 Alto|奥拓 Jimny|吉姆尼 Liana|利亚纳 Cultus|羚羊 Splash|派喜',
    'Kizashi|凯泽西 Landy|浪迪 Ciaz|启悦',
  ].join(' '),
  Tesla: 'Model_3 Model_S Model_X Model_Y',
  Toyota: [
    'Corolla|卡罗拉|花冠|Corolla_Altis Camry|凯美瑞|佳美 RAV4|荣放 Highlander|汉兰达 Land_Cruiser|兰德酷路泽|陆地巡洋舰|陆巡',
    'Land_Cruiser_Prado|Prado|普拉多|霸道 Yaris|雅力士|致炫|致享 Vios|威驰 Levin|雷凌 Reiz|锐志|Mark_X Crown|皇冠 Avalon|亚洲龙 Sienna|赛那 Previa|普瑞维亚|大霸王',
    'Alphard|埃尔法 Vellfire|威尔法 Prius|普锐斯 C-HR|奕泽 Izoa Wildlander|威兰达 Allion|亚洲狮 Hiace|丰田海狮 Hilux|海拉克斯 Coaster|柯斯达 Corolla_Cross|锐放 Frontlander|锋兰达',
    'Tundra|坦途 Tacoma Sequoia|红杉 4Runner|超霸 Matrix Venza|凌放 FJ_Cruiser Verso|逸致 EZ Supra|牛魔王 86|GT86',
  ].join(' '),
  Volkswagen: [
    'Golf|高尔夫|嘉旅 Jetta|速腾|Sagitar|捷达 Passat|帕萨特|迈腾|Magotan|领驭 Tiguan|途观|途观L Touareg|途锐 Polo|波罗 Lavida|朗逸|朗行|朗境 Bora|宝来|宝莱',
    'Santana|桑塔纳|普桑 Lamando|凌渡 Touran|途安 Atlas|Teramont|途昂 Tayron|探岳 T-Roc|探歌 Tharu|途岳 Phideon|辉昂 Beetle|甲壳虫 CC Scirocco|尚酷',
    'Sharan|夏朗 Phaeton|辉腾 Gol|高尔 T-Cross|途铠 Tacqua Viloran|威然 Multivan|迈特威 Caddy|开迪 Eos|伊欧斯 Arteon ID.4 ID.3',
  ].join(' '),
  Volvo: 'S40 S60|S60L S80|S80L S90 V40 V60 V90 XC40 XC60 XC90 C30 C70',
  BYD: 'F3|F3R F0 F6 G3 L3 S6 S7 速锐 思锐 比亚迪秦|秦PLUS 比亚迪宋|宋PLUS|宋MAX 比亚迪唐|唐DM 比亚迪汉|汉EV 元PLUS 海豚 海豹 e5',
  Changan: '逸动 悦翔 睿骋 奔奔 CS35 CS55 CS75 CS95 欧诺 欧尚 UNI-T UNI-V 志翔',
  Chery: '瑞虎|Tiggo 瑞虎3 瑞虎5 瑞虎7 瑞虎8 艾瑞泽|Arrizo 艾瑞泽5 旗云 风云2 东方之子 奇瑞QQ E3 E5 A3',
  Geely: '帝豪|帝豪EC7 博越 博瑞 远景 缤越 缤瑞 星越 星瑞 金刚 自由舰 熊猫',
  'Great Wall': '风骏 炫丽 腾翼C30 长城炮 酷熊',
  Haval: '哈弗H6|H6 哈弗H5|H5 哈弗H2|H2 哈弗H1 哈弗H9|H9 哈弗M6|M6 哈弗大狗|大狗 哈弗F7|F7 赤兔 初恋 枭龙',
  JAC: '瑞风 瑞风S3 和悦 同悦 帅铃',
  Roewe: '荣威350 荣威360 荣威550 荣威750 荣威950 荣威RX5|RX5 荣威i5 荣威i6 荣威W5',
  Trumpchi: '传祺GS4|GS4 传祺GS5|GS5 传祺GS8|GS8 传祺GA6|GA6 传祺M8 影豹',
  Wuling: '宏光|五菱宏光 五菱荣光|荣光 五菱之光 宏光S 宏光MINI',
  Baojun: '宝骏510 宝骏530 宝骏560 宝骏630 宝骏730 宝骏310',
  Citroen: '世嘉 凯旋 爱丽舍 富康 毕加索 C2 C3-XR C4L C5 天逸',
};

interface NamedModel {
  make: string;
  /** vPIC's name, or the one under which it is known where vPIC has none such. */
  model: string;
  /** Empty where there is none. */
  nameZh: string;
  /** All of them, the first two among them. */
  names: readonly string[];
}

const HAN = /\p{Script=Han}/u;

/** Models that are known at the counter by a name alone. */
export const NAMED_MODELS: readonly NamedModel[] = Object.entries(MODELS).flatMap(([make, models]) =>
  models.split(' ').map((each): NamedModel => {
    const names = each.split('|').map((name) => name.replaceAll('_', ' '));
    return { make, model: names[0] ?? '', nameZh: names.find((name) => HAN.test(name)) ?? '', names };
  }),
);

const CHINESE = new Map(
  NAMED_MODELS.map(({ make, model, nameZh }) => [`${makeKey(make)} ${makeKey(model)}`, nameZh]),
);

/** What a model is called in China; empty where that isn't known. */
export function modelNameZh(make: string, model: string): string {
  return CHINESE.get(`${makeKey(make)} ${makeKey(model)}`) ?? '';
}
