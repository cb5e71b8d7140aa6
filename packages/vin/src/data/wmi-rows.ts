// Made of packages/vin/data/*.tsv by `node packages/vin/data/build.ts`; not to be edited.
export const WMI_SOURCE_NAMES: readonly string[] = [
  'NHTSA vPIC',
  'Wikibooks',
  'Wikibooks (2024-2025)',
  'Wikibooks (2019)',
  'Wikipedia',
  'VINs observed in China',
  'Wikibooks (2026)',
  'VINs in public code',
];

/** `wmi|zh|en|makes|kinds|confidence in percent|numbers of the sources`, a row a line. */
export const WMI_ROWS = `6F1||Ford|Ford|car|70|1
6F2||Iveco Trucks Australia Ltd.|Iveco|truck|70|1
6F4||Nissan Motor Australia|Nissan|car|88|1 3 4
6F5||Kenworth Australia|Kenworth|car|88|1 3 4
6FM||Mack Trucks Australia|Mack|truck|70|1
6FP||Ford|Ford|car|88|1 3 4
6G1||Holden & Chevrolet|Holden; Chevrolet|car|98|0 1 3 4
6G2||Pontiac|Pontiac|car|98|0 1 3 4
6G3||Chevrolet|Chevrolet|car|98|0 1 4
6MM||Mitsubishi|Mitsubishi|car|98|0 1 3 4
6MP||Mercury Capri|Mercury|car|97|0 1
6T1||Toyota|Toyota|car|88|1 3 4
8A1||Renault Argentina|Renault|car|88|1 3 4
8A3||Scania Argentina|Scania|truck|70|1
8AC||Mercedes-Benz vans (for South America)|Mercedes-Benz|van|88|1 3 4
8AD||Peugeot|Peugeot|car|88|1 3 4
8AE||Peugeot van|Peugeot|van|70|1
8AF||Ford Motor Argentina|Ford|car|88|1 3 4
8AG||General Motors de Argentina Chevrolet|Chevrolet|car|88|1 3 4
8AJ||Toyota Argentina|Toyota|car|88|1 3 4
8AN||Nissan|Nissan|car|70|1
8AP||Fiat|Fiat|car|88|1 3 4
8AT||Iveco|Iveco|truck|88|1 3 4
8AW||Volkswagen Argentina|Volkswagen|car|88|1 3 4
8BB||Agrale Argentina S.A|Agrale|truck|70|1
8BC||Citroën|Citroën|car|88|1 3 4
8BN||Mercedes-Benz incomplete vehicle (North America)|Mercedes-Benz|truck|97|0 1
8BT||Mercedes-Benz MPV (van with 2 or 3 rows of seats) (North America)|Mercedes-Benz|van car|98|0 1 4
8BU||Mercedes-Benz truck (cargo van with 1 row of seats) (North America)|Mercedes-Benz|truck van|97|0 1
8C3||Honda car/SUV|Honda|car|88|1 3 4
8G1||Automotores Franco Chilena S.A Renault|Renault|car|70|1
8GD||Automotores Franco Chilena S.A Peugeot|Peugeot|car|88|1 3 4
8GG||General Motors Chile Ltda.|Chevrolet|car|88|1 3 4
8L4||Great Wall Motors made by Ciudad del Auto Ciauto Cia. Ltda.|Great Wall|car|70|1
8LB||General Motors OBB|Chevrolet|car|70|1
8LF||Maresa (Mazda)|Mazda|car|70|1
8LG||Aymesa (Hyundai Motor & Kia)|Hyundai; Kia|car|70|1
8XD||Ford Motor Venezuela|Ford|car|70|1
8XJ||Mack de Venezuela C.A.|Mack|truck|70|1
8XV||Iveco Venezuela C.A.|Iveco|truck|70|1
8Z1||General Motors Venezolana C.A.|Chevrolet|car|70|1
935||Citroën|Citroën|car|88|1 3 4
936||Peugeot|Peugeot|car|88|1 3 4
937||Dodge|Dodge|car|70|1
93C||General Motors do Brasil Chevrolet SUV (Mexico)|Chevrolet|car|70|1
93H||Honda car/SUV|Honda|car|88|1 3 4
93K||Volvo Trucks|Volvo|truck|70|1
93P||Volare|Volare|bus|70|1
93S||Navistar International|International|truck|97|0 1
93U||Audi 1999-2006|Audi|car|88|1 3 4
93V||Navistar International|International|bus|98|0 1 3 4
93W||Fiat Ducato made by Iveco 2000-2016|Fiat|car|88|1 3 4
93X||Souza Ramos - Mitsubishi Motors / Suzuki Jimny|Mitsubishi; Suzuki|car|88|1 3 4
93Y||Renault do Brasil|Renault|car|88|1 3 4
93Z||Iveco|Iveco|truck van|88|1 3 4
94D||Nissan|Nissan|car|88|1 3 4
94M||HVR-Busscar|Busscar|bus|97|0 1
94T||Troller Veículos Especiais|Troller|car|70|1
953||VW Truck & Bus / MAN Truck & Bus|Volkswagen; MAN|bus truck|88|1 4
95P||CAOA / Hyundai & CAOA Chery|Hyundai; Chery|car|88|1 4
988||Jeep and Fiat (made at the Goiana plant)|Jeep; Fiat; Ram|car|88|1 3 4
98M||BMW car/SUV|BMW|car|88|1 3 4
98R||Chery|Chery|car|88|1 3 4
99L||BYD|BYD|bus|97|0 1
9BD||Fiat Automóveis|Fiat|car|88|1 3 4
9BF||Ford Brasil|Ford|truck|98|0 1 3 4
9BG||General Motors do Brasil Chevrolet|Chevrolet|car|88|1 3 4
9BH||Hyundai Motor Brasil|Hyundai|car|88|1 3 4
9BM||Mercedes-Benz car & SUV & commercial truck|Mercedes-Benz|truck car|88|1 3 4
9BN||Mafersa|Mafersa|bus|70|1
9BR||Toyota|Toyota|car|88|1 3 4
9BS||Scania Brazil|Scania|truck bus|88|1 3 4
9BV||Volvo Trucks|Volvo|truck|98|0 1 3 4
9BW||Volkswagen do Brasil|Volkswagen|car|98|0 1 3 4
9BY||Agrale S.A.|Agrale|truck bus|70|1
9DW||Kenworth & Peterbilt trucks made by Volkswagen do Brasil|Kenworth; Peterbilt|truck|70|1
9FB||Sofasa (Renault)|Renault|car|88|1 3 4
9FC||Compañía Colombiana Automotriz S.A. (Mazda)|Mazda|car|70|1
9GA||GM Colmotores S.A. (Chevrolet)|Chevrolet|car|70|1
9UJ||Chery assembled by Chery Socma S.A.|Chery|car|88|1 3 4
9UK||Lifan|Lifan|car|88|1 3 4
9UW||Kia made by Nordex S.A.|Kia|car|88|1 3 4
9V7||Citroen made by Nordex S.A.|Citroën|car|70|1
9V8||Peugeot made by Nordex S.A.|Peugeot|car|70|1
AAA||Audi South Africa made by Volkswagen of South Africa|Audi|car|70|1
AAK||FAW Vehicle Manufacturers SA (PTY) Ltd.|FAW|car|70|1
AAM||MAN Automotive (South Africa) (Pty) Ltd. includes VW Truck & Bus|MAN; Volkswagen|bus truck|70|1
AAV||Volkswagen of South Africa|Volkswagen|car|88|1 3 4
ABJ||Mitsubishi Colt & Triton pickups made by Mercedes-Benz South Africa 1994-2011|Mitsubishi|truck|70|1
AC5||Hyundai Automotive South Africa (cars)|Hyundai|car|70|1 3
ACV||Isuzu Motors South Africa 2018-|Isuzu|car|70|1
ADD||UD Trucks Southern Africa (Pty) Ltd|UD|truck|70|1 3
ADM||General Motors South Africa includes Isuzu through 2018|Chevrolet; Isuzu; Opel; Hummer|car|97|0 1
ADN||Nissan South Africa (Pty) Ltd|Nissan|car|70|1
ADR||Renault Sandero made by Nissan South Africa (Pty) Ltd|Renault|car|70|1
ADX||Tata Automobile Corporation (SA) Ltd.|Tata|car|70|1
AFA||Ford Motor Company of Southern Africa & Samcor|Ford|car|88|1 3 4
AFB||Mazda BT-50 made by Ford Motor Company of Southern Africa|Mazda|car|70|1
AHH||Hino South Africa|Hino|truck|70|1
AHM||Honda Ballade made by Mercedes-Benz South Africa 1982-2000|Honda|car|70|1
AHT||Toyota South Africa Motors|Toyota|car|88|1 3 4
DA1||Arab American Vehicles|Jeep|car|70|1
DA4||Arab American Vehicles|Jeep|car|88|1 4
DAA||Fiat Auto Egypt Industrial Co|Fiat|car|70|1
DAB||BMW Egypt SKD|BMW|car|70|1
H09ACC||Atlas Copco (Wuxi) Compressor Co., Ltd.|Atlas Copco; Chicago Pneumatic|trailer|90|0
H09DLL||Henan Oulead Trailer Manufacturing Co., Ltd.|Allbetter; Belyoo; Urdream; Cogsun; Oulead; HonShine; Maike|trailer|90|0
H09FMX||Jiangsu Fmx Electric Vehicle Co., Ltd|EVFMX|low-speed|90|0
H09PLE||Powerlink Energy Tech (Shanghai) Co., Ltd||trailer|90|0
H09RLC||Nantong Reliance Machinery Manufacturing Technology Co., Ltd.|Reliance Trailer|trailer|90|0
H09SAT||Shandong Ante Special Vehicles Manufacturing Co., Ltd||trailer|90|0
H09SHT||Shandong Hightop Group||low-speed|90|0
H09SKJ||Shandong Kangjie Intelligent Technology Co., Ltd|KangJie|trailer|90|0
H09SLJ||Shandong Lijing Machinery Equipment Co., Ltd|Jinlijing|trailer|90|0
H09YZM||Shandong Yanzhimei Import and Export Co., Ltd. Zibo Branch|Yanzhimei|trailer|90|0
H0D||Taizhou Qianxin Vehicle Co., Ltd.|LIEFAN; ANLIE; FENGYUAN|motorcycle|97|0 2 6
H0G|威驰腾(福建)汽车|Wisdom (Fujian) Motor|Wisdom|bus|70|6
H0J||Shandong Odes Industry Co., Ltd.|AODES|off-road|90|0
H0L||Changzhou Yu An Aluminum Wheel Co., Ltd.|YU AN|trailer|90|0
H0N||Optraffic Co., Ltd|OPTRAFFIC|trailer|90|0
H0R||Zhejiang Universal Machinery Co., Ltd|UNIV|trailer|90|0
H0U||Zhejiang Valiant Power Technology Co., Ltd.|VALIANT|trailer|90|0
H1M||Greenman Electric Vehicles Co., Ltd|Eli|low-speed|90|0
H1N||Qingdao Road On Outdoor Products Co., Ltd|Allroad|trailer|90|0
H2D||Wuxi Sanrain Vehicle Tech Co., Ltd.|Rawatron; Xiangyu; Aventura-X; ZeraEnergy; Luying|motorcycle|90|0
H2E||Taizhou Bosheng Locomotive Technology Co., Ltd|BOSHENG|low-speed|90|0
H2H||Chongqing Nicot Motorsports Co., Ltd|Nicot|motorcycle|90|0
H2N||Henan Create Machinery Co., Ltd|ETOFOODCARTS|trailer|90|0
H2U||Jinhua Better Trailer Manufacturing Co., Ltd||trailer|90|0
H2W||Ningbo Engineering Technology Co., Ltd.|E Ride Pro|motorcycle|90|0
H3A||Shandong Tianzong Food Truck Co., Ltd|Tianzong|trailer|90|0
H3B||Weifang Dream Fly Intelligent Technology Co., Ltd.|Hummingbird; Dream Fly|trailer|90|0
H3Y||Luoyang North Dahe Three-wheeled Motorcycle Co., Ltd|Dahe; 79Bike; Titaone|motorcycle|90|0
H7L||Wuqiqu Auto Industry (Zibo) Co., Ltd|Davinci|motorcycle|90|0
H7Y||Zhejiang Leqi Vehicle Co., Ltd|Guang Chuan|motorcycle|90|0
H84||Hangzhou Saturn Power Technology Co., Ltd.|Benda|motorcycle|90|0
H9X||Xuzhou Tianying Automobile Co., Ltd.|Xinben|motorcycle|90|0
HA0|无锡新大洲电动车|Wuxi Sundiro Electric Vehicle|PALLA; PARRAY; PAIDM; PAITS|motorcycle|97|0 2 6
HA6|江苏小牛电动科技|Jiangsu Niu Electric Technology|NIU|motorcycle|97|0 2 6
HA7|济南轻骑 (KR)|Jinan Qingqi KR Motors||motorcycle|70|2 6
HA9MAH||Hangzhou Leishen Motorcycle Co., Ltd.|LEIDIAN|motorcycle|90|0
HB3||HSU Dragon Technology Co., Ltd.||motorcycle|90|0
HD1||Wuxi Dayang Electric Technology Co., Ltd.|ECOOTER; DAYANG|motorcycle|90|0
HES|智马达汽车 (smart)|Smart Automobile|smart|car|88|2 6 7
HG6||Guangdong Jianya Motorcycle Technology Co., Ltd|NAXEON|motorcycle|90|0
HGL|吉利远程|Farizon Auto|Farizon|truck van|70|2 6
HGX|五菱汽车 (柳州五菱)|Wuling Motors|Wuling|van truck|70|2 6
HHZ||Huazi Automobile|Huazi|truck van|70|2 6
HJ4|北京汽车制造厂|BAW|BAW|car truck|70|2 6
HJ5||Guangxi Dongshun Sci&tech Co., Ltd.|YiYing|motorcycle|90|0
HJN|蔚来 (萤火虫)|NIO (Firefly)|Firefly|car|70|6
HJR|奇瑞捷途|Jetour|Jetour|car|70|2 6
HJZ||Geely (Juzhen Chengshi)|Juzhen Chengshi|van|70|6
HL3||Zhejiang Langxiang Industry Co., Ltd.|JIANBU|motorcycle|90|0
HL4||Zhejiang Morini Vehicle|Moto Morini|motorcycle|97|0 2 6
HL5||Zhejiang Guangchuangxin Energy Technology Co., Ltd.|CHITE|motorcycle|90|0
HLX|理想汽车|Li Auto|Li Auto|car|88|2 6 7
HRV||Beijing Henrey Automobile|Henrey|car|70|2 6
HSL||Taizhou Velocifero Vehicle Co., Ltd|Velocifero|motorcycle|90|0
HT5||Zhejiang Jianying Locomotive Co., Ltd.|JINGYINGJIANSHE; ZHUBEN; FENGLING|motorcycle|90|0
HU3||Chongqing Qiulong Technology Co., Ltd|SURRON|motorcycle|90|0
HVW|大众汽车(安徽)|Volkswagen Anhui|Volkswagen; Cupra|car|70|6
HWM|威马汽车|WM Motor|Weltmeister|car|70|2 6
HXM|小米汽车|Xiaomi Auto|Xiaomi|car|70|6
HZ2||Taizhou Zhilong Technology Co., Ltd|ZHILONG|motorcycle|97|0 2 6
J81||Chevrolet/Geo car made by Isuzu|Chevrolet; Geo|car|97|0 1
J87||Pontiac/Asüna car made by Isuzu for GM Canada|Pontiac; Asüna; Isuzu|car|97|0 1
J8B||Chevrolet commercial trucks made by Isuzu|Chevrolet|truck|97|0 1
J8C||Chevrolet commercial trucks made by Isuzu|Chevrolet; Isuzu|truck|97|0 1
J8D||GMC commercial trucks made by Isuzu|GMC|truck|97|0 1
J8T||GMC commercial trucks made by Isuzu|GMC; Isuzu|truck|97|0 1
J8Z||Chevrolet pickup truck made by Isuzu|Chevrolet|truck|97|0 1
JA3||Mitsubishi car|Mitsubishi|car|98|0 1 3 4
JA4||Mitsubishi MPV/SUV|Mitsubishi; Nissan|car|98|0 1 3 4
JA7||Mitsubishi truck|Mitsubishi|truck|97|0 1
JAA||Isuzu truck|Isuzu|truck|97|0 1
JAB||Isuzu car|Isuzu|car|97|0 1
JAC||Isuzu SUV|Isuzu|car|98|0 1 4
JAE||Acura SLX made by Isuzu|Acura|car|98|0 1 4
JAL||Isuzu commercial trucks & Chevrolet commercial trucks made by Isuzu 2016+ & Hino S-series truck made by Isuzu|Isuzu; Chevrolet; Hino|truck|97|0 1
JAM||Isuzu commercial trucks|Isuzu|truck|97|0 1
JB3||Dodge car made by Mitsubishi Motors|Dodge|car|98|0 1 4
JB4||Dodge MPV/SUV made by Mitsubishi Motors|Dodge; Mitsubishi|car|97|0 1
JB7||Dodge truck made by Mitsubishi Motors|Dodge|truck|97|0 1
JC0||Ford brand cars made by Mazda|Ford|car|70|1
JC1||Fiat 124 Spider made by Mazda|Fiat; Mazda|car|98|0 1 4
JC2||Ford Courier made by Mazda|Ford|truck|97|0 1
JD1||Daihatsu car|Daihatsu|car|97|0 1
JD2||Daihatsu SUV|Daihatsu|car|97|0 1
JD4||Daihatsu truck|Daihatsu|truck|70|1
JDA||Daihatsu|Daihatsu|car|88|1 4
JE3||Eagle car made by Mitsubishi Motors|Eagle|car|97|0 1
JE4||Mitsubishi|Mitsubishi; Eagle|car|97|0 1
JF1||Subaru - Fuji Heavy Industries car|Subaru; Toyota|car|98|0 1 4
JF2||Subaru - Fuji Heavy Industries SUV|Subaru|car|98|0 1 4
JF3||Subaru - Fuji Heavy Industries truck|Subaru|truck|97|0 1
JF4||Saab 9-2X made by Subaru|Saab|car|98|0 1 4
JG1||Chevrolet/Geo car made by Suzuki|Chevrolet; Geo|car|97|0 1
JG7||Pontiac/Asuna car made by Suzuki for GM Canada|Pontiac; Asüna|car|97|0 1
JGC||Chevrolet/Geo SUV made by Suzuki|Chevrolet; Geo|car truck|97|0 1
JGT||GMC SUV made by Suzuki for GM Canada|GMC; Suzuki|car truck|97|0 1
JH4||Acura car|Acura|car|98|0 1 4
JHA||Hino|Hino|truck|97|0 1
JHB||Hino|Hino|truck|97|0 1
JHD||Hino|Hino|truck|70|1
JHF||Hino|Hino|truck|70|1
JHH||Hino|Hino|truck|97|0 1
JHL||Honda MPV/SUV|Honda|car|97|0 1
JHM||Honda car|Honda|car|98|0 1 4
JJ3||Chrysler car made by Mitsubishi Motors|Chrysler|car|97|0 1
JL5||Mitsubishi FUSO Truck & Bus Corp|Mitsubishi Fuso|bus truck|70|1 3
JL6||Mitsubishi FUSO Truck & Bus Corp|Mitsubishi Fuso; Rizon|bus truck|97|0 1
JLF||Mitsubishi FUSO Truck & Bus Corp|Mitsubishi Fuso|bus truck|70|1
JLS||Sterling Trucks 360 made by Mitsubishi FUSO Truck & Bus Corp|Sterling; Mitsubishi Fuso|bus truck|97|0 1
JM0||Mazda for Oceania export|Mazda|car|70|1
JM1||Mazda car|Mazda|car|97|0 1 3
JM2||Mazda truck|Mazda|truck|97|0 1
JM3||Mazda MPV/SUV|Mazda|car|97|0 1
JM6||Mazda|Mazda|car|70|1
JM7||Mazda|Mazda|car|70|1
JMA||Mitsubishi|Mitsubishi|car|70|1
JMB||Mitsubishi|Mitsubishi|car|88|1 3 4
JMF||Mitsubishi|Mitsubishi|car|70|1
JMY||Mitsubishi|Mitsubishi|car|70|1 3
JMZ||Mazda for Europe export|Mazda|car|70|1 3
JN1||Nissan car & Infiniti car|Nissan; Infiniti; Datsun|car|97|0 1
JN3||Nissan incomplete vehicle|Nissan; Infiniti|truck|97|0 1
JN6||Nissan truck|Nissan; Chevrolet|truck|97|0 1
JN8||Nissan MPV/SUV & Infiniti SUV|Nissan; Infiniti|car|97|0 1
JNA||Nissan Diesel/UD Trucks incomplete vehicle|UD|truck|97|0 1
JNC||Nissan Diesel/UD Trucks|UD|truck|70|1
JNE||Nissan Diesel/UD Trucks truck|UD|truck|97|0 1
JNK||Infiniti car|Infiniti|car|98|0 1 4
JNR||Infiniti SUV|Infiniti|car|98|0 1 4
JNX||Infiniti incomplete vehicle|Infiniti|truck|98|0 1 4
JP3||Plymouth car made by Mitsubishi Motors|Plymouth|car|97|0 1
JP4||Plymouth MPV/SUV made by Mitsubishi Motors|Plymouth; Mitsubishi|car|97|0 1
JP7||Plymouth truck made by Mitsubishi Motors|Plymouth|truck|97|0 1
JPC||Nissan Diesel/UD Trucks|UD|truck|70|1
JR2||Isuzu Oasis made by Honda|Isuzu|car|97|0 1
JS2||Suzuki car|Suzuki|car|97|0 1
JS3||Suzuki SUV|Suzuki|car|97|0 1
JT2||Toyota car|Toyota|car|97|0 1
JT3||Toyota MPV/SUV|Toyota|car|97|0 1
JT4||Toyota truck|Toyota|truck|97|0 1
JT5||Toyota incomplete vehicle|Toyota|car|97|0 1
JT6||Lexus SUV|Lexus|car|98|0 1 4
JT8||Lexus car|Lexus|car|98|0 1 4
JTD||Toyota car|Toyota|car|98|0 1 4
JTE||Toyota MPV/SUV|Toyota; Lexus; Subaru|car|98|0 1 4
JTF||Toyota van/truck|Toyota|truck van|70|1
JTG||Toyota MPV/bus|Toyota|bus car|70|1
JTH||Lexus car|Lexus|car|98|0 1 4
JTJ||Lexus SUV|Lexus|car|98|0 1 4
JTK||Toyota car|Toyota|car|98|0 1 4
JTL||Toyota SUV|Toyota|car|98|0 1 4
JTM||Toyota SUV|Toyota; Subaru|car|98|0 1 4
JTN||Toyota car|Toyota|car|98|0 1 4
JW6||Mitsubishi FUSO division of Mitsubishi Motors|Mitsubishi Fuso; Mitsubishi|truck|97|0 1
KF3||Merkavim|Merkavim|bus|70|1
KL1||GM Daewoo/GM Korea Chevrolet car|Daewoo; Chevrolet|car|98|0 1 4
KL2||Daewoo/GM Daewoo Pontiac|Daewoo; Pontiac|car|98|0 1 4
KL3||GM Daewoo/GM Korea Holden|Daewoo; Holden|car|70|1
KL4||GM Korea Buick|Buick|car|98|0 1 4
KL5||GM Daewoo Suzuki|Daewoo; Suzuki|car|98|0 1 4
KL6||GM Daewoo GMC|Daewoo; GMC|car|70|1
KL7||Daewoo GM Canada brands: Passport, Asuna (Pre-2000)|Daewoo|car|98|0 1 4
KL8||GM Daewoo/GM Korea Chevrolet car (Spark)|Daewoo; Chevrolet|car|98|0 1 4
KLA||Daewoo/GM Korea|Daewoo; Chevrolet|car|98|0 1 4
KLT||Tata Daewoo|Tata Daewoo|truck|70|1
KLU||Tata Daewoo|Tata Daewoo|truck|70|1
KM8||Hyundai SUV|Hyundai|car|97|0 1
KMA||Asia Motors|Asia Motors|car|70|1
KME||Hyundai commercial truck|Hyundai|truck|97|0 1
KMF||Hyundai van & commercial truck & Bering Truck|Hyundai|truck van|97|0 1
KMH||Hyundai car|Hyundai; Genesis|car|98|0 1 4
KMJ||Hyundai bus & minibus|Hyundai|bus|70|1
KMT||Genesis Motor car|Genesis|car|97|0 1
KMU||Genesis Motor SUV|Genesis; Hyundai|car|97|0 1
KNA||Kia car|Kia|car|97|0 1
KNC||Kia car|Kia|car|70|1
KND||Kia SUV/MPV & Hyundai Entourage|Kia; Hyundai|car|97|0 1
KNE||Kia car|Kia|car|70|1
KNJ||Ford Festiva & Aspire|Ford|car|97|0 1
KNM||Renault Samsung Motors & Nissan Rogue made by Renault Samsung Motors|Renault Samsung; Nissan; Renault|car|98|0 1 3 4
KPA||SsangYong pickup|SsangYong|truck|70|1 3
KPB||SsangYong car|SsangYong|car|70|1
KPH||Mitsubishi Precis|Mitsubishi|car|97|0 1
KPT||SsangYong SUV/MPV|SsangYong; KGM 2023-|car|70|1 3
L06||Taizhou Nebula Power Co., Ltd.||off-road|90|0
L08||Zhejiang Apollo Sports Technology Co Ltd.|Apollo|motorcycle|90|0
L0E||Nanchang Freedom Technology Limited Company||off-road|90|0
L0H||Changzhou Zhongmao Machinery Co., Ltd|Zhongmao|trailer|90|0
L0X||Zhengzhou East Industry Co., Ltd.|Ecocruise|low-speed|90|0
L10|吉利汽车|Geely Automobile|Geely; Englon 2010-2014; Gleagle 2008-2014|car|88|2 5 6
L13|山东宝雅新能源汽车|Shandong Baoya New Energy Vehicle|Baoya|low-speed|90|0
L1C|湖北华威专用汽车|Hubei Huawei Special-Purpose Automobile||truck|70|1
L1E||Taizhou Oming Motorcycle Co., Ltd.|Diamo|motorcycle|90|0
L1K|重庆恒通客车|Chongqing Hengtong Bus|Hengtong|bus|70|2 6
L1N|小鹏汽车|XPeng Motors|XPeng|car|70|2 6
L1P||Chongquing Dajiang Motorcycles Co., Ltd||motorcycle|90|0
L1T||Zhejiang Doohan Technology Co., Ltd.|DOOHAN; SUNTERA|motorcycle|90|0
L2B||Jiangsu Baodiao Locomotive Co., Ltd.|BAODIAO; BOOM|motorcycle|97|0 2 6
L2C|奇瑞捷豹路虎|Chery Jaguar Land Rover|Land Rover; Jaguar 2016-|car|88|1 2 5 6
L37||Huzhou Daixi Zhenhua Technology Trade Co. Ltd.|Huzhou Daixi Scooters; Malon; DAIX|motorcycle|97|0 2 6
L3H|山西成功汽车|Shanxi Victory Automobile|Victory|van|70|2 6
L3J||Jiangsu Sacin Motorcycle Co., Ltd.|SACIN; SKYTEAM|motorcycle|90|0
L3Y||Ningbo Motorcycle Factory||motorcycle|90|0
L43||Zhejiang Longwise Technology|Longwise|low-speed|90|0
L4B||China Xingyue Group Co., Ltd.|Nikota USA|motorcycle|97|0 2 3 6
L4F|苏州益高电动车辆|Suzhou Eagle Electric Vehicle|Eagle|low-speed|97|0 2 6
L4G||Qunsheng Group Co., Ltd.||motorcycle|90|0
L4H||Ningbo Longjia Motorcycle Co., Ltd.|Genuine Scooters; Longjia; SSR Motorsports; Longjia or Buccaneer (SSR Motorsports)|motorcycle|97|0 2 6
L4M|广东玛西尔电动科技|Guangdong Marshell Electric Vehicle|Marshell|low-speed|90|0
L4S||Zhejiang Xingyue Vehicle Co., Ltd.||motorcycle|97|0 2 6
L4W||Jinhua Yongqiang Vehicles Factory||trailer|90|0
L4Y||Ningbo Dalong Smooth Locomotive Industry Co., Ltd.||motorcycle|97|0 6
L5C||Zhejiang Kangdi Vehicles Co. Ltd.||motorcycle|97|0 2 3 6
L5D||Guangdong Dafu Motorcycle Co Ltd.|Dafu|motorcycle|90|0
L5E|中联重科|Zoomlion|Zoomlion|truck|70|2 6
L5K||Zhejiang Yongkang Easy Vehicle||motorcycle|70|2 3 6
L5M||Ningbo Kangda Bicycle Co., Ltd.||motorcycle|90|0
L5N||Jinyun County Xiangyuan Industry Co., Ltd|TAOTAO|motorcycle|97|0 2 3 6
L5R||Jiangsu Dafier Motorcycle Co., Ltd.|Royal Alloy|motorcycle|90|0
L5T||Yongkang MTL Metal Products Co., Ltd.||motorcycle|90|0
L5X|雅迪科技|Yadea Technology|UBCO; YADEA|motorcycle|90|0
L5Y||Taizhou Zhongneng Motorcycle Co., Ltd.|ZNEN|motorcycle|98|0 1 2 3 4 6
L5Z||Wuzheng North America Ltd|Wuzheng North America|motorcycle|90|0
L66|珠海广通汽车|Zhuhai Granton Bus and Coach|Granton|bus|70|2 6
L69FYK||Shandong Zhongtong Feiyan Automobile Co. Ltd.|Shandong Zhongtong Feiyan Automobile|low-speed|90|0
L6F||Shandong Liangzi Power Co., Ltd||low-speed|97|0 2 6
L6J||Zhejiang Kayo Motor Co., Ltd.|KAYO|off-road|97|0 2 6
L6K||Shanghai Howhit Machinery Manufacture Co., Ltd||motorcycle|97|0 2 6
L6M||Wuxi TMEC Power Technology Co., Ltd.|TMEC|motorcycle|90|0
L6T|吉利汽车|Geely Automobile|Geely; Gleagle 2008-2014; Emgrand 2009-2014; Englon 2010-2014; Lynk & Co 2017-; Geometry 2019-; Zeekr 2021-|car|98|0 1 2 4 5 6
L7K||Zhejiang Feishen Vehicle Industry Co., Ltd.|TROXUS; FM|motorcycle|90|0
L7Y||Shandong Jekeen Intelligent Manufacturing Technology Co., Ltd.|Jekeen|trailer|90|0
L7Z||Shanghai Fu Quan Automobile Manufactory Co., Ltd.||motorcycle|90|0
L81||Qingdao Singamas Industrial Vehicle Co., Ltd.|Qingdao Singamas|trailer|90|0
L82||Jiangmen Sino-Hongkong Baotian Motorcycle Industrial Co., Ltd.||motorcycle|97|0 2 6
L83||Ningbo Century EVA Motors Co., Ltd.|EVANGEL; EMBUGGY|off-road|90|0
L85||Zhejiang Yongkang Huabao Electric Appliance||motorcycle|70|2 3 6
L8A|金华青年汽车|Jinhua Youngman Automobile|Youngman; Neoplan|bus|70|1 2 6
L8X||Zhejiang Summit Huawin Motorcycle Co., Ltd.|HUAWIN|motorcycle|97|0 2 3 6
L8Y||Zhejiang Jonway Motorcycle Manufacturing Co., Ltd.|JONWAY|motorcycle|97|0 1 2 6
L9G|珠海广通汽车|Zhuhai Guangtong Automobile|Granton|bus|70|2 6
L9N||Zhejiang Taotao Vehicles Co., Ltd|TAOTAO; DENAGO; GOTRAX|motorcycle|97|0 1 2 6
LA6|厦门金龙|Xiamen King Long|King Long|bus van|70|1 2 6
LA7|雷达汽车|Radar Auto|Radar|truck|70|2 6
LA8|安凯客车|Anhui Ankai Automobile|Ankai|bus|97|0 2 6
LA910E|柳州五菱汽车工业|Liuzhou Wuling Automobile Industry|Wuling|low-speed|90|0
LA9AKK|昆明客车制造|Kunming Passenger Car Manufacturing|Kunke|truck|90|0
LA9ATC||Centech Specialty Vehicles, Ltd., Co.||trailer|90|0
LA9AYS|江苏阿尔法客车|Jiangsu Alfa Bus|Alfa Bus|bus|70|6
LA9BFC|北方华德尼奥普兰客车|Beijing North Huade Neoplan Bus|Neoplan|bus|97|0 6
LA9CFR||Chaofeng Automobile (Guangdong) Co., Ltd|Nanzong|trailer|90|0
LA9CJC||Changzhou Lanling Special Vehicle Manufacturing Co., Ltd|LITA|low-speed|90|0
LA9CLW||Chengli Special Automobile Co., Ltd|CLW9021XLG|trailer|90|0
LA9DC1||Dachi Intelligent Automobile (Rizhao) Co., Ltd|DACHI GOLF CART|low-speed|90|0
LA9FBC|厦门丰泰客车|Xiamen Fengtai Bus and Coach (FTBCI)|FTBCI|bus|70|6
LA9FCC||Fujian Changchun Special Vehicle Manufacturing Co., Ltd.||trailer|90|0
LA9GFC||Shandong Shodailer Automobile Manufacturing Co., Ltd|Rhyno|trailer|90|0
LA9HBC||Hebei Changhua Special Vehicle Co., Ltd||trailer|90|0
LA9HFF|安徽华夏车辆制造|Anhui Huaxia Vehicle Manufacturing|Huaxia|bus|70|6
LA9HTK|恒天领锐汽车(南京)|CHTC Kinwin (Nanjing) Automobile|Windrose|truck|90|0
LA9HZG|长江汽车|Changjiang Automobile|Chanje|van|90|0
LA9JRR||Yantai Jereh Oilfield Service Group Co., Ltd.||trailer|90|0
LA9JXK|江西凯马百路佳客车|Jiangxi Kama Business Bus|Kama; Bonluck|bus|97|0 6
LA9KTF||Guangdong Ecocampor Vehicle Co., Ltd.|ECOCAMPOR|trailer|90|0
LA9LC0|比亚迪|BYD Auto Industry|BYD|truck|97|0 6
LA9LFJ|福建新龙马汽车|Xinlongma Automobile|Keyton|van|70|6
LA9LM6|华晨鑫源 (斯威)|SRM Shineray|SRM; Shineray|van truck|70|6
LA9LYB|潍柴扬州亚星|Weichai Yangzhou Yaxing|Yaxing; GreenPower|bus|90|0
LA9NJX||Sichuan Antarctica Star RV Equipment Co., Ltd|NJSTAR|trailer|90|0
LA9PWS||Shandong Weishi Automobile Manufacturing Co., Ltd.|Golden Guard Card; Mingtai|trailer|90|0
LA9SAN||SANY Heavy Industry Co., Ltd||trailer|90|0
LA9SYL||Henan Mobo Electric Technology Co., Ltd.||trailer|90|0
LA9SZJ|中集 (深圳)|Shenzhen CIMC|CIMC|trailer|90|0
LA9TJV||Zhumadian Dali Tianjun Special Vehicle Manufacturing Co., Ltd||trailer|90|0
LA9XWS||Xiamen Xiagong Yuwei Heavy Industry Co., Ltd.||trailer|90|0
LA9YHD||Yantai Haide Special Auto Works|Yantai Haide Special Auto Works|trailer|90|0
LA9ZBK||Shandong Xinneng Kungang Lightweight Equipment Incorporated Company|EINGP|trailer|90|0
LA9ZGC||Shandong Keyu Special Automobile|Keyu|truck|90|0
LA9ZKD||Zhejiang Kangdi Vehicles Co. Ltd.|KANDI|low-speed|90|0
LAA|上海嘉陵车业|Shanghai Jialing Vehicle|Jialing|motorcycle|97|0 2 6
LAE|济南轻骑|Jinan Qingqi Motorcycle|Qingqi|motorcycle|97|0 2 3 6
LAL|新大洲本田|Sundiro Honda Motorcycle|Honda|motorcycle|97|0 1 2 6
LAN||Changzhou Yamasaki Motorcycle|Yamasaki|motorcycle|97|0 2 3 6
LAP|重庆建设摩托车|Chongqing Jianshe Motorcycle|Jianshe|motorcycle|70|2 6
LAT|洛阳北方易初|Luoyang Northern Ek Chor Motorcycle|Dayang|motorcycle|97|0 2 6
LAW|钱江集团|Qianjiang Group|Qianjiang|motorcycle|90|0
LAY||Nanfang Space Navigation Science & Technology Co., Ltd.||motorcycle|90|0
LB1|福建奔驰|Fujian Benz|Mercedes-Benz|van|88|1 2 5 6
LB2|浙江吉利摩托车|Geely Motorcycles|Geely; SONDORS; JIMING; COLEMAN|motorcycle|97|0 1 2 3 6
LB3|吉利汽车|Geely Automobile|Geely; Emgrand 2009-2014; Gleagle 2008-2014; Englon 2010-2014; Kandi 2013-2021; Lynk & Co 2017-; Geometry 2019-; Galaxy 2023-|car|88|1 2 5 6
LB4||Chongqing D-chamwin Motor Technology Co., Ltd.|YINXIANG; BMS; JLM; CHEETA; XIANFENG; FEKON; XIANGJIANG; HYOSUNG|motorcycle|97|0 2 6
LB5||Foshan Fosti Motorcycle Manufacturing Co., Ltd.|Fosti|motorcycle|97|0 2 6
LB7||Tibet New Summit Motorcycle Co., Ltd.|KOVE|motorcycle|97|0 2 6
LBB|浙江钱江摩托|Zhejiang Qianjiang Motorcycle|Harley-Davidson; Benelli; QJMOTOR; QJTEC; B Motobi|motorcycle|97|0 1 2 3 6
LBE|北京现代|Beijing Hyundai|Hyundai|car|95|1 2 3 4 5 6
LBM|宗申比亚乔|Zongshen Piaggio|Piaggio|motorcycle|70|2 3 6
LBP|重庆建设雅马哈|Chongqing Jianshe Yamaha|Yamaha|motorcycle|97|0 1 2 3 6
LBU||Jiangsu Kingbon Vehicle Co., Ltd.|Jinpeng|motorcycle|90|0
LBV|华晨宝马|BMW Brilliance|BMW|car|95|1 2 4 5 6
LBX||Kinroad Xintian Motorcycle Manufacture Co., Ltd.||motorcycle|97|0 6
LBZ|北奔重汽 (烟台舒驰客车)|Beiben Trucks; Yantai Shuchi Vehicle|Beiben; Shuchi|truck bus|56|2 6
LC0|比亚迪|BYD Auto Industry|BYD; Denza 2014-|car bus truck|98|0 1 2 4 5 6
LC2|常州光阳摩托车|Changzhou Kwang Yang Motor|KYMCO|motorcycle|97|0 1 2 6
LC3||Wuxi Jinhong Motorcycle Co., Ltd|Jinhua Shiwei|motorcycle|90|0
LC4||Chongqing Liyang Hongben Motorcycle Manufacturing Co., Ltd.|Li Yang|motorcycle|90|0
LC6|常州豪爵铃木摩托车|Changzhou Haojue Suzuki Motorcycle|Suzuki|motorcycle|97|0 1 2 6
LCE|浙江春风动力|CFMOTO (Zhejiang Chunfeng)|KTM; Chunfeng; CFMOTO; ZEEHO|motorcycle|97|0 1 2 3 6
LCR|广汽吉奥|Gonow|Gonow|car van truck|88|1 2 5 6
LCS||Jiangsu Sunhou Motorcycle Co., Ltd.|SunHou; Zoondy|motorcycle|90|0
LD3||Guangdong Tayo Motorcycle||motorcycle|70|2 6
LD5|奔洲车业|Benzhou Vehicle Industry||motorcycle|97|0 2 6
LD6||Zhejiang Leike Machinery Industry Co., Ltd.||motorcycle|90|0
LD9L3A|新特汽车|SiTech|SiTech|car|70|2 6
LDB|大迪汽车|Dadi Auto|Dadi|truck car|70|6
LDC|神龙汽车|Dongfeng Peugeot-Citroën|Peugeot 2004-; Citroën; Aeolus|car|95|1 2 3 4 5 6
LDD|丹东黄海汽车|Dandong Huanghai Automobile|Huanghai|bus truck car|88|2 3 5 6
LDF|德州富路车业|Dezhou Fulu Vehicle|Fulu; BAW|low-speed motorcycle car|97|0 2 6
LDK|一汽客车 (大连)|FAW Bus (Dalian)|FAW|bus|70|1 2 6
LDN|东南汽车|South East (Fujian) Motor|Soueast; Mitsubishi|car van|88|1 2 3 5 6
LDP|东风汽车 (岚图)|Dongfeng Motor (Voyah)|Voyah; Dongfeng; Aeolus; Renault 2019-; Venucia 2019-|car|88|2 6 7
LDU||Chongqing Huanghe Motorcycle Co., Ltd|Mishozuki; Nazaxx; CAOFEN; HUANGHE; CHONGQING HUANGHE; MASSIMO|motorcycle|90|0
LDW||Dongguan Yongqiang Vehicles Manufacturing Co., Ltd.||trailer|90|0
LDY|中通客车|Zhongtong Bus|Zhongtong|bus|70|1 2 3 4 6
LE4|北京奔驰|Beijing Benz|Mercedes-Benz 2005-; Jeep -2010; Chrysler 2005-2010; Mitsubishi -2010|car|95|1 2 3 4 5 6
LE6||Hongdou Group Chituma Motorcycle Company||motorcycle|90|0
LE8||Guangzhou Huaye Electric Vehicle Technology Co., Ltd.|Amigo Motors; LANCE|motorcycle|97|0 2 6
LEC|天津清源电动车|Tianjin Qingyuan Electric Vehicle|Qingyuan|low-speed|97|0 2 6
LEF|江铃汽车|Jiangling Motors (JMC)|JMC; Yusheng; Ford|car van truck|88|1 2 5 6
LEH||Zhejiang Riya Motorcycle Co., Ltd.||motorcycle|97|0 2 6
LET|江西五十铃|Jiangxi Isuzu|Isuzu|truck car|88|1 2 3 5 6
LEW|东风汽车|Dongfeng Motor (light vehicles)|Dongfeng|truck van|70|2 6
LF0|江铃集团 (骐铃)|Jiangling Group (Qiling)|Qiling; JMC|truck|60|5
LF3|力帆摩托车|Lifan Motorcycle|Lifan|motorcycle|78|0 1 2 6
LFB|一汽吉林|FAW Jilin Automobile|FAW; Bestune; Hongqi; Mazda|van car truck|88|1 2 3 5 6
LFE||Zhejiang Senling Motorcycle Co., Ltd.|MEIDUO; SenLing; SUPERMACH|motorcycle|90|0
LFF||Taizhou Wangye Motorcycle Co., Ltd.|Spira; Wangye; Sanden; United Motors; Motofino; Laoye; Huazai; Yongxin|motorcycle|97|0 2 6
LFG||Zhejiang Chuangtai Motorcycle Co., Ltd.|TARO|motorcycle|97|0 2 3 6
LFJ|福建汽车工业集团 (启腾)|Fujian Motors Group (Keyton)|Keyton|van|56|2 6
LFM|一汽丰田|FAW Toyota|Toyota|car|95|1 2 4 5 6
LFN|一汽 (非完整车辆, 无锡客车)|FAW (chassis and trucks, FAW Bus Wuxi)|FAW; Jiefang|bus truck|70|1 2 6 7
LFP|一汽轿车|FAW Car|Hongqi; Bestune 2006-; Mazda 2003-2021; Xiali|car|98|0 1 3 4 5 6
LFT|一汽 (挂车)|FAW (trailers)|FAW|trailer|70|2 3 6
LFU||Lifeng Group Co., Ltd.|REGAL RAPTOR|motorcycle|97|0 2 6
LFV|一汽-大众|FAW-Volkswagen|Volkswagen; Audi 1996-; Jetta 2019-; Kaili 2014-2019|car|95|1 2 3 4 5 6
LFW|一汽解放|FAW Jiefang|Jiefang|truck|88|2 3 6 7
LFX|三一汽车|Hunan Automobile Manufacturing (Sany)|Sany|truck|78|0 2 6
LFY||Changshu Light Motorcycle Factory|LUYUAN; LYVA; gio; hmp|motorcycle|97|0 2 3 6
LFZ|零跑汽车|Leapmotor|Leapmotor|car|70|2 6 7
LG0||Yongkang Eagle Motor Co., Ltd|EGLMOTOR|motorcycle|90|0
LG6|大运汽车|Dayun Automobile|Dayun|truck|88|2 6 7
LG9BYD|比亚迪|BYD Auto Industry|BYD|bus truck|90|0
LGA|东风商用车|Dongfeng Commercial Vehicle|Dongfeng|truck|97|0 1 2 6
LGB|东风日产|Dongfeng Nissan|Nissan; Aeolus -2003; Venucia 2012-; Infiniti 2014-2022|car|95|1 2 3 4 5 6
LGC|东风商用车 (客车)|Dongfeng Commercial Vehicle (buses)|Dongfeng|bus|70|1 6
LGD|东风汽车股份|Dongfeng Automobile Co.|Dongfeng|truck van|84|5 7
LGF|东风商用车 (客车底盘)|Dongfeng Commercial Vehicle (bus chassis)|Dongfeng|bus|70|6
LGG|东风柳州汽车|Dongfeng Liuzhou Motor|Forthing; Chenglong; Dongfeng|car van truck|88|1 2 5 6
LGH|东风汽车|Dongfeng Motor|Dongfeng|truck car|70|3 4
LGJ|东风汽车 (风神)|Dongfeng Passenger Vehicle (Aeolus)|Aeolus; Dongfeng|car|95|1 2 4 5 6
LGK|东风汽车|Dongfeng Motor|Dongfeng|van|60|5
LGL|桂林大宇客车|Guilin Daewoo Bus|Daewoo|bus|70|1 2 6
LGM||Dongguan Tailing Electric Vehicle Co., Ltd.||motorcycle|90|0
LGV||Heshan Guoji Nanlian Motorcycle||motorcycle|70|2 6
LGW|长城汽车|Great Wall Motor|Great Wall; Haval 2013-; WEY 2017-; ORA 2018-; Tank 2021-|car truck|95|1 2 4 5 6
LGX|比亚迪|BYD Auto|BYD; Denza 2022-; Fangchengbao 2023-|car|98|0 1 2 3 4 5 6
LGZ|广州骏威客车|Guangzhou Denway Bus|Denway|bus|70|1 2 6
LH0|威马汽车|WM Motor|Weltmeister|car|70|2 6
LH1|一汽海马|FAW Haima|Haima; Mazda -2006|car|95|1 2 3 4 5 6
LHA|双环汽车|Shuanghuan Automobile|Shuanghuan|car|70|2 5 6
LHB|北京汽车制造厂|Beijing Automobile Works (BAIC)|BAW; Beijing|car truck|88|2 3 5 6
LHG|广汽本田|GAC Honda|Honda; Everus 2011-2022; Acura 2016-2022|car|95|1 2 4 5 6
LHJ||Chongqing Astronautic Bashan Motorcycle Manufacturing Co., Ltd.|BASHAN; SSR Motorsports; BMS; RAVEN|motorcycle|97|0 2 6
LHM|东风雷诺|Dongfeng Renault|Renault|car|70|2 6
LHW|中车电动|CRRC (buses)|CRRC|bus|70|2 6
LJ1|江淮汽车|Anhui Jianghuai Automobile (JAC)|JAC; NIO 2018-; Sehol 2018-2023|car van truck|95|1 2 3 4 5 6
LJ4||Shanghai Jmstar Motorcycle Co., Ltd||motorcycle|97|0 2 6
LJ5||Cixi Kingring Motorcycle Co., Ltd||motorcycle|97|0 6
LJ7||Jiangsu Zhongxing Motorcycle Co., Ltd.|ZHONGXING|motorcycle|90|0
LJ8|众泰汽车|Zotye Auto|Zotye; Jiangnan; Traum 2017-2019|car|88|1 2 5 6
LJC|金城集团|Jincheng Corporation|Jincheng|motorcycle|97|0 1 2 3 6
LJD|悦达起亚|Yueda Kia|Kia; HiPhi 2020-2024; Horki 2013-2017|car|95|1 2 4 5 6
LJL||Zhejiang Lingyu Vehicle Industry Co., Ltd.||motorcycle|90|0
LJM|上海申龙客车|Sunlong Bus|Sunlong|bus|56|2 6
LJN|郑州日产|Zhengzhou Nissan|Nissan; Dongfeng; Succe 2009-2020|car truck van|88|1 2 5 6
LJR|中集车辆|CIMC Vehicles|CIMC|trailer|97|0 2 6
LJS|亚星客车|Yaxing Coach|Yaxing|bus|70|1 2 6
LJU|上海华普 (武汉路特斯)|Shanghai Maple (now Wuhan Lotus)|Maple -2012; Englon 2010-2014; Geely -2018; Kandi 2013-2021; Lotus 2022-; Zhidou 2014-|car|98|0 1 2 5 6
LJV|中国重汽成都王牌|Sinotruk Chengdu Wangpai Commercial Vehicle|Wangpai; Sinotruk|truck|70|1 2 6
LJW|江铃控股|Jiangling Holding (JMC)|Landwind; JMC|car|56|2 6
LJX|江铃福特|JMC Ford|Ford; JMC|van car|88|1 2 5 6
LK2|江淮客车|Anhui JAC Bus|JAC|bus|70|2 6
LK6|上汽通用五菱|SAIC-GM-Wuling|Wuling; Baojun|car van|88|2 6 7
LK8||Zhejiang Yule New Energy Automobile|Yule; Jonway|low-speed|97|0 2 6
LKC|昌河汽车|BAIC Changhe|Changhe; BAIC|car van|88|1 2 5 6
LKG|青年莲花|Youngman Lotus Automobile|Lotus; Youngman|car|88|1 2 5 6
LKH|哈飞汽车|Hafei Motor|Hafei|car van|70|2 6
LKK||Jiangsu Jinjie Motor Manufacture Co., Ltd||motorcycle|90|0
LKL|苏州金龙 (海格)|Suzhou King Long (Higer Bus)|Higer|bus|95|1 2 3 4 5 6
LKT|云南力帆骏马车辆|Yunnan Lifan Junma Vehicle|Lifan Junma|truck|70|1 2 6
LKX||Chongqing Andes Motorcycle Manufacturing Co., Ltd.|WOLF; FREEDOM SCOOTERS|motorcycle|90|0
LL0||Sanmen County Yongfu Machine Co., Ltd.|Yongfu|motorcycle|97|0 2 6
LL2|威马汽车|WM Motor|Weltmeister|car|70|2 6
LL3|厦门金旅|Xiamen Golden Dragon Bus|Golden Dragon|bus van|88|1 2 5 6
LL6|广汽三菱 (长丰猎豹)|GAC Mitsubishi (before 2012 Hunan Changfeng)|Mitsubishi; Liebao|car|88|1 2 3 5 6
LL8|江苏林海|Jiangsu Linhai|Linhai|motorcycle|97|0 1 2 3 6
LLA||Shanghai Honling Motorcycle Manufacture Co., Ltd.||motorcycle|90|0
LLC|隆鑫通用|Loncin Motor|Kinlon; Loncin|motorcycle|97|0 1 2 6
LLF||Shinn Fu Company|SHINN FU|trailer|72|0
LLJ||Jiangsu Xinling Motorcycle Fabricate Co., Ltd.|HORWIN; XINLING; MODERNFOX; HEROWAY; LEDOW; HISUNYES; BASHI|motorcycle|97|0 2 6
LLM||Zhejiang Lingtian Motorcycle Co., Ltd||motorcycle|90|0
LLN|观致汽车|Qoros Automotive|Qoros|car|88|1 2 5 6
LLP||Zhejiang Jiajue Motorcycle Manufacturing Co., Ltd.|JIAJUE|motorcycle|97|0 2 6
LLT|福迪汽车|Guangdong Foday Automobile|Foday|car truck|60|5
LLU|东风柳州汽车|Dongfeng Liuzhou Motor|Forthing|car|56|2 6
LLV|力帆汽车|Lifan (Livan)|Lifan; Maple 2020-2022; Livan 2022-|car|95|1 2 4 5 6
LLX|云度新能源汽车|Yudo Auto|Yudo|car|70|2 6
LM0||Zhejiang Tianying Locomotive Co., Ltd|TEYIN|motorcycle|72|0
LM6|斯威汽车 (华晨鑫源)|SWM (Shineray)|SWM; Shineray; Jinbei|car van|70|1 2 6
LM8|赛力斯汽车|Seres|Seres; AITO 2021-|car|70|2 6
LMC||Suzuki (Hong Kong)|Suzuki|motorcycle|70|2 3 6
LME|开沃新能源汽车|Skywell (Skyworth Auto)|Skyworth; Skywell; Elaris 2020-|car bus|70|2 6
LMF||Jiangmen Zhongyu Motor (Group) Co., Ltd.||motorcycle|78|0 2 6
LMG|广汽传祺|GAC Motor|Trumpchi 2010-; Liebao -2012; Aion 2018-; Dodge 2021-|car|95|1 2 4 5 6
LMH||Jiangsu Guowei Motor||motorcycle|70|2 6
LMP|吉利四川商用车|Geely Sichuan Commercial Vehicle|Farizon|truck bus|70|2 6
LMV|海马汽车|Haima Automobile|Haima; XPeng 2018-2021|car|88|2 5 6
LMW|广汽集团|GAC Group|Trumpchi; Aion; Hycan; Dodge 2021-|car|70|2 6
LMX|东风柳州汽车 (风行)|Dongfeng Liuzhou Motor (Forthing)|Forthing|car|70|2 6
LN4||Zhejiang Kinye Motor Vehicle Co., Ltd||motorcycle|90|0
LN8|猎豹汽车|Hunan Liebao Automobile|Liebao|car|60|5
LNA|广汽埃安|GAC Aion|Aion; Hycan 2020-; Trumpchi -2020|car|70|2 6
LNB|北京汽车|BAIC Motor|Beijing; Senova 2012-2019; Weiwang 2011-2020; Huansu 2014-2021; BAW; Arcfox 2017-; Xiaomi 2024-; Jeep|car van|88|1 2 5 6
LND|江铃新能源|JMEV|JMEV; Mobilize; Eveasy|car|70|2 6
LNE|浙江中车电车|Zhejiang CRRC Electric Vehicle|CRRC|bus|70|6
LNN|奇瑞汽车|Chery|Chery; Omoda 2022-; Jaecoo 2023-|car|88|2 6 7
LNP|南京汽车 (名爵/菲亚特)|Nanjing Automobile (MG, Nanjing Fiat)|MG 2007-2009; Fiat 1999-2007|car|70|1 2 6
LNV|南京依维柯|Naveco|Iveco; Yuejin|van truck|70|2 6
LNX|东风柳州汽车 (乘龙)|Dongfeng Liuzhou Motor (Chenglong trucks)|Chenglong; Dongfeng|truck|70|6
LNY|跃进汽车|Yuejin Motor|Yuejin; Iveco|truck van|88|1 2 5 6
LP4||Shandong Bus New Energy Vehicle|Dachi|low-speed|90|0
LP5||Guangzhou Tianma Group Tianma Motorcycle Co., Ltd.||motorcycle|90|0
LP6||Guangzhou Panyu Haojian Motorcycle Industry Co., Ltd.||motorcycle|97|0 2 6
LPA|长安标致雪铁龙|Changan PSA|DS|car|95|1 2 4 5 6
LPE|比亚迪|BYD Auto Industry|BYD|truck bus|78|0 1 2 6
LPG||Shangdong Jilu Auto-refitting Co Ltd|JiLu|trailer|90|0
LPK|安源客车|Anyuan Bus|Anyuan|bus|90|0
LPP||Nanchang Aircraft Mfg. Co (Hongdu Machinery Plant)||motorcycle|90|0
LPS|浙江豪情汽车 (极星)|Zhejiang Haoqing (Polestar)|Polestar|car|97|0 1 2 6
LPY||China Baotian Motorcycle Industrial Co. Ltd.||motorcycle|90|0
LR4|雅迪科技|Yadea Technology|UBCO; YADEA|motorcycle|97|0 6
LRB|上汽通用|SAIC-GM|Buick; Cadillac|car|98|0 1 2 4 6
LRD|北京福田戴姆勒|Beijing Foton Daimler Automotive|Auman; Mercedes-Benz 2022-|truck|88|1 2 6 7
LRE|上汽通用|SAIC-GM|Cadillac|car|97|0 1 2 6
LRH|华泰汽车|Huatai Automobile|Huatai|car|60|5
LRP||Chongqing Rato Power Co., Ltd.|Chongqing Rato|motorcycle|97|0 6
LRR||Ningbo Longjia Power Technology Co., Ltd.|Longjia; Keeway; MBP; Morbidelli; Victoria; Victoria Motorrad|motorcycle|90|0
LRW|特斯拉(上海)|Tesla Shanghai|Tesla|car|98|0 1 2 4 6
LRY||Chongqing Guangyu Motorcycle Manufacture Co., Ltd.|Kainuo; Haonuo; Haoying; JN|motorcycle|90|0
LS1|四川南骏汽车|Sichuan Nanjun Automobile|Nanjun|truck bus|60|5
LS3|合加新能源汽车|Hejia New Energy Vehicle|Hejia|truck|70|6
LS4|长安汽车|Changan Automobile|Changan; Oshan 2018-; Kaicene 2018-|car van|88|2 5 6
LS5|长安汽车|Changan Automobile|Changan; Suzuki -2018|car|95|1 2 4 5 6
LS6|长安汽车|Changan Automobile|Changan; Deepal 2022-; Avatr 2022-|car|70|2 6
LS7|江铃重汽|JMC Heavy Duty Vehicle|JMC|truck|70|1 2 6
LS8|少林客车|Henan Shaolin Bus|Shaolin|bus truck|97|0 6
LSA|野马汽车|Sichuan Yema (Mustang) Automobile|Yema|car bus|60|5
LSB||Shanghai Huizhong Automotive Manufacturing Co., Ltd||trailer|90|0
LSC|长安汽车 (轻型车)|Changan Automobile (light trucks)|Changan; Kaicene 2018-|truck van|88|2 5 6
LSE||Foshan Shunde F1 Transport Engineering Co., Ltd||trailer|90|0
LSF|上汽大通 (申沃)|SAIC Maxus / Shanghai Sunwin Bus|Maxus; Sunwin; LDV 2012-; Chevrolet 2021-|bus van truck|88|1 2 6 7
LSG|上汽通用|SAIC-GM|Buick; Chevrolet 2005-; Cadillac 2006-; Sail 2012-|car|98|0 1 2 3 4 5 6
LSH|上汽大通|SAIC Maxus|Maxus; LDV 2012-; Chevrolet 2021-|van car truck|88|1 2 5 6
LSJ|上汽乘用车|SAIC Motor|Roewe 2006-; MG 2008-; IM 2021-; Rising 2020-|car|95|1 2 3 4 5 6
LSK|上汽大通|SAIC Maxus|Maxus; LDV 2012-|van truck car|88|1 2 5 6
LSR||Chongqing Hi-bird Motorcycle Industry Co., Ltd.||motorcycle|90|0
LSV|上汽大众|SAIC Volkswagen|Volkswagen; Škoda 2007-; Audi 2021-|car|95|1 2 3 4 5 6
LSY|华晨汽车|Brilliance Auto|Zhonghua; Jinbei|car van truck|98|1 2 3 4 5 6 7
LT1||Yangzhou Tonghua Semi-trialer Co. Ltd.|Yangzhou Tonghua Semi-Trialer|trailer|97|0 6
LT4||Taizhou Jiaojiang Zhiwei Motorcycle Manufacture Co., Ltd.|CHEETA; XIANFENG; ZHWEKI; SHENQI; WANQIANG|motorcycle|90|0
LT8||China Taishan Group, Taishan, Haofu, Dajinya||motorcycle|90|0
LTA|中兴汽车|ZX Auto|ZX Auto|truck car|88|1 2 5 6
LTB||Guangdong Qingxin Liantong Industry Co. Ltd.||motorcycle|90|0
LTD||Taixing Sandi Motorcycle Co., Ltd.||motorcycle|90|0
LTE||Chongqing Charming Motorcycle Manufacture Co., Ltd.|Champ|motorcycle|72|0
LTN|东南汽车 (克莱斯勒/道奇)|South East (Fujian) Motor|Chrysler; Dodge|car van|70|1 2 6
LTP|国能汽车|National Electric Vehicle Sweden (China)|NEVS|car|70|2 6
LTS||International Transit Systems||bus|90|0
LTU||Nine Tech Co., Ltd.|SEGWAY|motorcycle|90|0
LTV|一汽丰田|FAW Toyota|Toyota|car|95|1 2 3 4 5 6
LTW|浙江电咖汽车 (天际)|Zhejiang Dianka Automobile (Enovate)|Enovate; Dearcc|car|70|6
LUA||Chongqing Hensim Group Co., Ltd.|Hensim|motorcycle|90|0
LUC|本田汽车(中国)|Honda Automobile (China)|Honda|car|88|1 2 3 4 6
LUD|东风日产柴|Dongfeng Nissan Diesel|UD|truck|70|1 2 6
LUG|前途汽车|Qiantu Motor|Qiantu|car|70|2 6
LUJ||Zhejiang Tianying Locomotive Co., Ltd|TEYIN|motorcycle|97|0 2 6
LUR|奇瑞汽车|Chery|Chery; iCar 2023-|car|70|2 6
LUV||Lianyungang Universal Special Purpose Vehicle Manufacturing Co., Ltd.|LIANYUNGANG UNIVERSAL SPECIAL PURPOSE|trailer|90|0
LUX|东风裕隆|Dongfeng Yulon Motor|Luxgen|car|88|1 2 5 6
LUZ|合众新能源|Hozon Auto|Neta|car|70|2 6
LV2||Jiangsu Lvneng Electrical Bicycle Technology Co., Ltd.||motorcycle|72|0
LV3|恒驰汽车 (国能)|Hengchi (formerly NEVS)|Hengchi; NEVS|car|70|2 6
LV7|济南轻骑摩托车|Jinan Qingqi Motorcycle|Qingqi|motorcycle|97|0 2 6
LVA|北汽福田|Beiqi Foton|Foton|truck van|88|1 2 5 6
LVB|北汽福田|Beiqi Foton|Foton; Auman; Aumark|truck|88|1 2 5 6
LVC|北汽福田 (客车)|Beiqi Foton (Beijing bus branch)|Foton|bus|98|0 1 2 5 6
LVE|北汽福田 (客车)|Beiqi Foton (Beijing bus branch)|Foton|bus|90|0
LVF|昌河铃木|Changhe Suzuki|Suzuki; Changhe|car|88|1 2 5 6
LVG|广汽丰田|GAC Toyota|Toyota|car|95|1 2 4 5 6
LVH|东风本田|Dongfeng Honda|Honda; Ciimo 2012-2022|car|95|1 2 4 5 6
LVM|奇瑞商用车|Chery Commercial Vehicle|Karry; Chery|van car truck|70|1 2 6
LVP|东风小康|DFSK Motor|DFSK; Dongfeng|car van truck|97|0 2 6
LVR|长安马自达|Changan Mazda|Mazda; Ford -2013|car|95|1 2 4 5 6
LVS|长安福特|Changan Ford|Ford; Mazda -2012; Volvo 2006-2015; Lincoln 2020-|car|95|1 2 3 4 5 6
LVT|奇瑞汽车|Chery|Chery; Exeed 2019-; Riich 2009-2013; Soueast|car|88|2 5 6
LVU|奇瑞汽车|Chery|Chery; Jetour 2018-|car|70|2 6
LVV|奇瑞汽车|Chery|Chery; Cowin 2014-; Riich 2009-2013; Omoda 2022-; Jaecoo 2023-|car|95|1 2 3 4 5 6
LVW||First United Industrial Foshan Limited|First United Industrial Foshan|motorcycle|90|0
LVX|陆风汽车|Landwind (Jiangling Holding)|Landwind; JMC|car|88|1 2 5 6
LVY|沃尔沃汽车(中国)|Volvo Cars China (Daqing)|Volvo|car|98|0 1 2 4 6
LVZ|东风小康|Dongfeng Sokon (DFSK)|DFSK; Fengon 2016-; Dongfeng; Seres|van car truck|88|1 2 3 5 6
LW0||Wenzhou Light Motorcycle Co. Ltd. (Powersports)||motorcycle|90|0
LW4|理想汽车|Li Auto|Li Auto|car|88|2 6 7
LWB|五羊-本田|Wuyang-Honda Motors|Honda|motorcycle|97|0 1 2 6
LWE|扬子江汽车|Dongfeng Yangtse Motor (Wuhan)|Yangtse|bus|97|0 6
LWG||Chongqing Huansong Industries (Group) Co., Ltd.||motorcycle|97|0 2 6
LWL|庆铃汽车|Qingling Motors|Isuzu; Qingling|truck car|88|1 2 5 6
LWM||Chongqing Wonjan Motorcycle|Wonjan|motorcycle|70|6
LWV|广汽菲亚特克莱斯勒|GAC Fiat Chrysler|Fiat 2012-2018; Jeep 2015-|car|95|1 2 4 5 6
LWX|上海万象汽车|Shanghai Wanxiang Automobile|Wanxiang|bus|70|6
LX6||Jiangmen City Huari Group Co., Ltd.||motorcycle|97|0 2 6
LX8||Chongqing Xgjao Motorcycle||motorcycle|70|2 6
LXA||Jiangmen Qipai Motorcycle Co., Ltd|Qipai|motorcycle|97|0 2 6
LXD||Ningbo Dongfang Lingyun Vehicle Made Co., Ltd.|DONGFANG|motorcycle|97|0 6
LXE||Jiangsu Sinski Vehicle Science & Technology Co., Ltd.|SINSKI; MADEFOR|motorcycle|90|0
LXG|徐工集团|XCMG|XCMG|truck|88|2 6 7
LXK||Shanghai Meitian Motorcycle Company Ltd.||motorcycle|97|0 6
LXM||Xiamen Xiashing Motorcycle Co., Ltd.||motorcycle|97|0 2 6
LXN|领途汽车|Link Tour Automobile|Link Tour|car|70|2 6
LXR||Jiangsu Xinri E-vehicle Co., Ltd.|Sunra; Xinri; Moonra; Numi; CRUZER; New Wave|motorcycle|90|0
LXS||Guangzhou Dayang Motorcycle Co., Ltd.||motorcycle|90|0
LXV|北京宝沃汽车|Beijing Borgward Automotive|Borgward|car|70|1 2 6
LXW|江铃福特|JMC Ford|Ford|car|70|6
LXY|重庆鑫源摩托车|Chongqing Shineray Motorcycle|Shineray|motorcycle|97|0 1 2 6
LY4||Chongqing Yingang Science & Technology (Group) Co., Ltd.|SSR Motorsports; Yingang|motorcycle|97|0 2 6
LY9LBZ|北奔重汽|Beiben Trucks (Baotou)|Beiben|truck|60|7
LYB|潍柴(扬州)亚星汽车|Weichai (Yangzhou) Yaxing Automobile|Yaxing; Yingzhi|bus car van|70|1 2 6
LYD||Taizhou City Senlong Motorcycle Manufacture Co., Ltd.|MEIDUO; YIBEN|motorcycle|97|0 2 6
LYE||Chongqing Kaier Motorcycle Manufacturing Co.,||motorcycle|90|0
LYH||Ningbo Sanjiang Dykon Motorcycle Co., Ltd.||motorcycle|90|0
LYJ|北京中大燕京汽车|Beijing Zhongda Yanjing Auto|Zhongda|bus|70|6
LYM|株洲建设雅马哈|Zhuzhou Jianshe Yamaha Motorcycle|Yamaha|motorcycle|70|1 2 6
LYS||Nanjing Vmoto Manufacturing Co., Ltd.|Vmoto|motorcycle|97|0 6
LYU|北汽银翔 (幻速)|BAIC Yinxiang (Huansu)|Huansu|car|70|2 6
LYV|沃尔沃汽车(中国)|Volvo Cars China (Chengdu, Luqiao)|Volvo|car|98|0 1 2 4 5 6
LYX||Jiangsu Sinski Sonik Motor Technology Co., Ltd.||motorcycle|90|0
LYZ||Jinlang Science and Technology Co. Ltd.|ARIIC|motorcycle|90|0
LZ0|浙江飞碟汽车 (五征集团)|Zhejiang UFO Automobile (Wuzheng Group)|UFO; Jonway|truck car|88|2 5 6
LZ4||Jiangsu Linzhi Shangyang Group||motorcycle|70|2 6
LZ5|安徽华菱汽车 (汉马)|Anhui Hualing (CAMC)|CAMC|truck|60|7
LZ9EJH||Hubei Jingheng Special Purpose Vehicle Co., Ltd||trailer|90|0
LZ9HZG|长江汽车|Changjiang Automobile|Chanje|truck van|90|0
LZ9JLF||Shandong Jin Li Mechanical Equipment Co., Ltd|Orange RV|trailer|90|0
LZ9LZX||Raysince|Raysince|low-speed|70|2 6
LZ9SSY||Shandong Lujun Automobile Manufacture Co., Ltd|BOZEMAN TRAILERS|trailer|90|0
LZA|保定长城汽车|Great Wall Motor (Baoding)|Great Wall|truck car|60|7
LZB||Sanyou Holding Group Yinyou Motorcycle Co., Ltd|SANYOU|motorcycle|90|0
LZE|广州五十铃客车|Guangzhou Isuzu Bus|Isuzu|bus|70|2 3 4 6
LZF|上汽依维柯红岩|SAIC Iveco Hongyan|Hongyan; Iveco|truck|88|1 2 6 7
LZG|陕汽|Shaanxi Automobile|Shacman|truck bus|88|1 2 3 4 6
LZK|中国重汽 (黄河客车)|Sinotruk (Huanghe bus)|Huanghe|bus|70|1 2 6
LZL||Zengcheng Haili Motorcycle Co., Ltd.||motorcycle|97|0 2 6
LZM|曼恩(中国)|MAN China|MAN|truck bus|88|2 3 4 6
LZP||China Baotian Motorcycle Industrial Co. Ltd.||motorcycle|97|0 2 3 6
LZR||Juneng Motorcycle Technology Co., Ltd|JNEN; JINGLONG; GANGTIEXIA; Keeway; MBP|motorcycle|90|0
LZS|宗申|Zongshen||motorcycle|97|0 1 2 6
LZU|广州五十铃客车|Guangzhou Isuzu Bus|Isuzu|bus|70|1 2 6
LZW|上汽通用五菱|SAIC-GM-Wuling|Wuling; Baojun 2010-; Chevrolet 2003-|car van|95|1 2 4 5 6
LZX||Chongqing Shuangqing Mechanical & Electrical Co. Ltd.|E Z Ryder Motor|motorcycle|90|0
LZY|宇通客车|Yutong Bus|Yutong|bus|95|1 2 3 4 6 7
LZZ|中国重汽|Sinotruk|Howo; Sitrak; Steyr; Sinotruk|truck|76|1 2 5 6 7
M3G||Isuzu Motors India|Isuzu|car|70|1
MA1||Mahindra|Mahindra|car|88|1 3 4
MA3||Maruti Suzuki India Limited|Maruti Suzuki; Suzuki|car|88|1 3 4
MA6||General Motors India Pvt. Ltd.|Chevrolet|car|70|1 3
MA7||Hindustan Motors Ltd & Mitsubishi Motors models made by Hindustan Motors & Isuzu models made by Hindustan Motors|Hindustan; Mitsubishi|car|88|1 3 4
MAH||Fiat India Automobiles Pvt. Ltd|Fiat|car|70|1
MAJ||Ford India|Ford|car|98|0 1 3 4
MAK||Honda Cars India|Honda|car|70|1 3
MAL||Hyundai Motor India|Hyundai|car|88|1 3 4
MAN||Eicher Polaris Multix|Eicher Polaris|car|70|1
MAT||Tata Motors|Tata|car truck bus|88|1 3 4
MB1||Ashok Leyland Ltd|Ashok Leyland|truck bus|70|1 3
MBH||Nissan Pixo made by Maruti Suzuki India Limited|Nissan|car|88|1 3 4
MBJ||Toyota Kirloskar Motor Pvt Ltd|Toyota|car|70|1 3
MBK||MAN Trucks India Pvt. Ltd|MAN|truck|70|1
MBU||Swaraj Vehicles Limited|Swaraj|car|70|1
MBV||Premier Automobiles Ltd|Premier|car|70|1
MBY||Asia Motor Works Ltd|AMW|truck|70|1
MC1||Force Motors Limited|Force|van car|70|1
MC2||Eicher Motors Limited|Eicher|truck bus|88|1 3 4
MCA||FCA India Automobiles Pvt. Ltd|Fiat; Jeep|car|70|1 3
MCB||General Motors India Pvt. Ltd.|Chevrolet|car|70|1 3
MCL||International Cars And Motors Ltd|ICML|car|70|1
MDH||Nissan Motor India Pvt Ltd|Nissan|car|88|1 3 4
MEC||Daimler India Commercial Vehicles Pvt. Ltd. BharatBenz|BharatBenz; Mitsubishi Fuso; Mercedes-Benz|truck|70|1
MEE||Renault India Private Limited|Renault|car|70|1 3
MEX||Škoda Auto Volkswagen India Pvt. Ltd. 2015 on|Škoda; Volkswagen; Audi|car|70|1 3
MHF||PT Toyota Astra Motor|Toyota|car|70|1 3
MHK||PT Astra Daihatsu Motor including Toyotas made by Astra Daihatsu|Daihatsu; Toyota|car|70|1
MHL||PT Mercedes-Benz Indonesia|Mercedes-Benz|car|70|1
MHR||PT Honda Prospect Motor|Honda|car|88|1 3 4
MHY||PT Suzuki Indomobil Motor|Suzuki|car|70|1
MJB||GM Indonesia|Chevrolet|car|70|1
MK2||Mitsubishi Motors Krama Yudha Indonesia|Mitsubishi|car|70|1
MK3||PT SGMW Motor Indonesia Wuling|Wuling|car|70|1
ML3||Mitsubishi Motors (Thailand)|Mitsubishi|car|98|0 1 4
MM6||Mazda (Ford-Mazda AAT plant)|Mazda; Ford|car|70|1
MM7||Mazda (Ford-Mazda AAT plant)|Mazda; Ford|car|70|1
MM8||Mazda (Ford-Mazda AAT plant)|Mazda; Ford|car|88|1 3 4
MMA||Mitsubishi Motors (Thailand)|Mitsubishi|car|70|1
MMB||Mitsubishi Motors (Thailand)|Mitsubishi|car|88|1 3 4
MMC||Mitsubishi Motors (Thailand)|Mitsubishi|car|88|1 3 4
MMD||Mitsubishi Motors (Thailand)|Mitsubishi|car|70|1
MMF||BMW|BMW|car|70|1
MMH||Tata|Tata|car|70|1
MMK||Toyota (Toyota Auto Works plant)|Toyota|car|70|1
MML||MG|MG|car|70|1
MMM||Chevrolet|Chevrolet|car|88|1 3 4
MMR||Subaru|Subaru|car|70|1
MMS||Suzuki|Suzuki|car|88|1 3 4
MMT||Mitsubishi Motors (Thailand)|Mitsubishi|car|88|1 3 4
MMU||Holden|Holden|car|70|1
MNA||Ford (Ford-Mazda AAT plant) for Australia/New Zealand export|Ford; Mazda|car|70|1
MNB||Ford (Ford-Mazda AAT plant) for other right-hand drive markets|Ford; Mazda|car|88|1 3 4
MNC||Ford (Ford-Mazda AAT plant) for left-hand drive markets|Ford; Mazda|car|70|1
MNK||Hino Motors Manufacturing Thailand Co Ltd|Hino|truck|70|1
MNT||Nissan Motor Thailand|Nissan|car|88|1 3 4
MP1||IMCT Isuzu Motors Company Thailand|Isuzu|car|88|1 3 4
MP2||Mazda BT-50 pickup built by Isuzu Motors (Thailand) Co., Ltd.|Mazda|truck|70|1
MP5||Foton|Foton|truck|70|1
MPA||IMCT Isuzu Motors Company Thailand|Isuzu|car|88|1 3 4
MPB||Ford (FTM plant)|Ford|car|70|1
MR0||Toyota (Ban Pho and Samrong plant)|Toyota|car|88|1 3 4
MR1||Toyota (Samrong plant) (Fortuner)|Toyota|car|70|1
MR2||Toyota (Gateway plant)|Toyota|car|70|1
MRH||Honda car|Honda|car|88|1 3 4
MS0||SSS MOTORS Myanmar/Kia|Kia|car|88|1 3 4
MS3||Suzuki Myanmar Motor Co., Ltd.|Suzuki|car|70|1
MX3||Hyundai Trans Auto|Hyundai|car|70|1
MZ7||MG Motor India Pvt. Ltd.|MG|car|70|1
MZB||Kia India Pvt. Ltd.|Kia|car|70|1
NAA||Iran khodro Company|Iran Khodro; Peugeot|car|70|1
NAD||Saipa Diesel|Saipa Diesel; Volvo|truck|70|1
NAG||Bahman Industrial Group|Bahman; Mazda|car|70|1
NAP||Pars Khodro|Pars Khodro; Nissan; Renault|car|70|1
NAS||Saipa Co.|Saipa; Kia|car|70|1
NFB||Honda Atlas Cars Pakistan Ltd|Honda|car|70|1
NG3||Lucky Motor Corporation||car|70|1
NL1||Togg|Togg|car|70|1
NLA||Honda cars|Honda|car|88|1 3 4
NLC||Askam Kamyon Imalat Ve Ticaret A.S.|Askam|car|70|1
NLH||Hyundai Assan Otomotiv car/SUV|Hyundai|car|88|1 3 4
NLJ||Hyundai Assan Otomotiv van|Hyundai|van|88|1 4
NLN||Karsan Automotive Industry & Trade|Karsan|bus|97|0 1
NLR||Otokar|Otokar|bus truck|70|1
NLT||TEMSA|Temsa|bus|97|0 1 3
NM0||Ford Otosan|Ford|van truck|98|0 1 3 4
NM1||Oyak-Renault Oto Fab AS|Renault|car|70|1
NM4||Tofas (Turk Otomobil Fabrikasi AS)|Fiat; Tofaş; Opel|car|88|1 3 4
NMA||MAN Türkiye A.Ş.|MAN; Neoplan|truck bus|70|1
NMB||Mercedes-Benz Türk A.S.|Mercedes-Benz|truck bus|70|1 3
NMC||BMC Otomotiv Sanayi ve Ticaret A.Ş.|BMC|truck bus|70|1 3
NMT||Toyota Motor Manufacturing Turkey|Toyota|car|98|0 1 3 4
NNA||Anadolu Isuzu|Isuzu|truck bus|70|1 3
PAB||Isuzu Philippines Corporation|Isuzu|car|70|1
PAD||Honda Cars Philippines|Honda|car|70|1
PE1||Ford Motor Company Philippines|Ford|car|88|1 3 4
PE3||Mazda Philippines made by Ford Motor Company Philippines|Mazda|car|88|1 3 4
PL1||Proton|Proton|car|88|1 3 4
PL8||Hyundai/Inokom|Hyundai|car|70|1
PLP||Subaru|Subaru|car|70|1
PLZ||Isuzu Malaysia|Isuzu|car|70|1
PM1||BMW|BMW|car|70|1
PM2||Perodua|Perodua|car|70|1
PMH||Honda car|Honda|car|70|1
PN1||Toyota|Toyota|car|70|1
PN2||Toyota|Toyota|car|70|1
PN8||Nissan|Nissan|car|70|1
PNA||Naza/Kia/Peugeot|Naza; Kia; Peugeot|car|70|1 3
PNV||Volvo Cars|Volvo|car|70|1
PP1||Mazda|Mazda|car|70|1
PP3||Hyundai|Hyundai|car|70|1
PPP||Suzuki|Suzuki|car|70|1
PPV||Volkswagen|Volkswagen|car|70|1
PR8||Ford|Ford|car|70|1
PRA||Sinotruk|Sinotruk|truck|70|1
PRH||Chery|Chery|car|70|1
RF5||Yulon Motor Co Ltd|Nissan; Luxgen; Yulon|car|70|1
RHA||Ford Lio Ho Motor Co Ltd new designation|Ford|car|70|1
RKL||Kuozui Motors (Toyota)|Toyota|car|70|1
RKM||China Motor Corporation|Mitsubishi; CMC|car|70|1
RKT||Honda Taiwan|Honda|car|70|1
RL0||Ford Vietnam|Ford|car|70|1
RL4||Toyota Motor Vietnam|Toyota|car|70|1
RLA||Vina Star Motors Corp. - Mitsubishi|Mitsubishi|car|70|1
RLE||Isuzu Vietnam Co.|Isuzu|car|70|1
RLL||VinFast SUV|VinFast|car|97|0 1
RLM||Mercedes-Benz Vietnam|Mercedes-Benz|car|70|1
SAA||Austin|Austin|car|70|1
SAB||Optare|Optare|bus|70|1
SAD||Daimler until April 1987|Daimler|car|98|0 1 4
SAF||ERF|ERF|truck|70|1
SAH||Honda made by Austin Rover Group|Honda|car|88|1 4
SAJ||Jaguar|Jaguar|car|98|0 1 3 4
SAL||Land Rover|Land Rover|car|98|0 1 3 4
SAM||Morris|Morris|car|70|1
SAR||Rover & MG Rover Group|Rover; MG|car|88|1 3 4
SAT||Triumph car|Triumph|car|98|0 1 4
SAX||Austin Rover Group including Sterling Cars|Austin; Rover; Sterling|car|98|0 1 3 4
SAZ||Freight Rover|Rover|car|70|1
SB1||Toyota Manufacturing UK|Toyota|car|98|0 1 3 4
SBB||Leyland Vehicles|Leyland|truck|70|1
SBC||Iveco Ford Truck|Iveco; Ford|truck|70|1
SBJ||Leyland Bus|Leyland|bus|70|1
SBL||Leyland Motors & Leyland DAF|Leyland; DAF|truck|70|1
SBM||McLaren Group|McLaren|car|98|0 1 3 4
SBS||Scammell|Scammell|truck|97|0 1
SBV||Kenworth & Peterbilt trucks made by Leyland Trucks|Kenworth; Peterbilt|truck|97|0 1
SC6||INEOS Automotive|Ineos|car|97|0 1
SCA||Rolls-Royce Motor Cars & Rolls-Royce Motors car|Rolls-Royce|car|98|0 1 3 4
SCB||Bentley Motors Limited|Bentley|car|98|0 1 3 4
SCC||Lotus Cars Limited|Lotus|car|98|0 1 3 4
SCE||DeLorean|DeLorean|car|98|0 1 3 4
SCF||Aston Martin Lagonda Limited|Aston Martin|car|98|0 1 3 4
SCR||London Electric Vehicle Company & London Taxi Company & London Taxis International|LEVC; LTI|car|97|0 1
SCV||Volvo Truck & Bus|Volvo|bus truck|70|1
SD7||Aston Martin SUVs|Aston Martin|car|97|0 1
SDB||Talbot Motor Company|Talbot|car|88|1 3 4
SDF||Dodge Trucks - UK 1981-1984|Dodge|truck|70|1
SDG||Renault Trucks Industries 1985-1992|Renault Trucks|truck|70|1
SDK||Caterham Cars|Caterham|car|70|1
SDL||TVR|TVR|car|70|1
SDP||MG Motor NAC MG UK & MG Motor UK|MG|car|70|1
SED||IBC Vehicles (Isuzu Bedford Company)|Vauxhall; Opel; Isuzu; Bedford|car|88|1 3 4
SEG||Dennis Eagle|Dennis Eagle; Dennis; Penske|truck|97|0 1
SEY||LDV Group|LDV|van|88|1 3 4
SFA||Ford of Britain|Ford|car|88|1 3 4
SFD||Dennis|Dennis|bus truck|88|1 3 4
SFE||Alexander Dennis|Dennis|bus|97|0 1
SFN||Foden|Foden|truck|97|0 1
SFZ||Tesla Roadster made by Lotus|Tesla|car|97|0 1
SHH||Honda UK Manufacturing car|Honda|car|98|0 1 3 4
SHS||Honda UK Manufacturing SUV|Honda|car|98|0 1 3 4
SJA||Bentley SUV|Bentley|car|98|0 1 4
SJK||Nissan Motor Manufacturing UK Infiniti|Infiniti; Nissan|car|98|0 1 4
SJN||Nissan Motor Manufacturing UK Nissan|Nissan|car|88|1 3 4
SKA||Vauxhall Motors|Vauxhall|car|70|1
SKF||Bedford Vehicles|Bedford|van truck|88|1 3 4
SLA||Rolls-Royce Motor Cars SUV|Rolls-Royce|car|97|0 1
SNE||Wartburg|Wartburg|car|88|1 4
SNT||Trabant|Trabant|car|88|1 4
SUA||Sanocka Fabryka Autobusow Sfa / Autosan|Autosan|bus|70|1
SUF||Fabryka Samochodów Małolitrażowych|Fiat; FSM|car|88|1 3 4
SUJ||Jelcz|Jelcz|truck bus|70|1
SUL||FSC Lublin Automotive Factory|Lublin; Żuk|van|88|1 3 4
SUN||FSD [pl]|Nysa|car|70|1
SUP||Fabryka Samochodow Osobowych|FSO|car|88|1 3 4
SUU||Solaris Bus & Coach|Solaris|bus|70|1 3
SZA||Scania Production Slupsk|Scania|truck bus|70|1
TAM||Mowag|Mowag|truck|70|1
TCC||Micro Compact Car|smart|car|88|1 3 4
TMA||Hyundai Motor Manufacturing Czech car|Hyundai|car|88|1 3 4
TMB||Škoda Auto AS|Škoda|car|88|1 3 4
TMC||Hyundai Motor Manufacturing Czech SUV|Hyundai|car|97|0 1
TMK||Karosa|Karosa|bus|88|1 3 4
TMP||Škoda Ostrov|Škoda|bus|88|1 3 4
TMT||Tatra car|Tatra|car|88|1 3 4
TNA||Avia/Daewoo Avia|Avia; Daewoo|truck|70|1
TNT||Tatra trucks|Tatra|truck|70|1
TNU||Tatra trucks|Tatra|truck|70|1
TRA||Ikarus Bus|Ikarus|bus|88|1 3 4
TRU||Audi|Audi|car|98|0 1 3 4
TSM||Suzuki|Suzuki; Fiat; Subaru|car|88|1 3 4
TW1||Toyota Caetano Portugal|Toyota|car|70|1 3
TW3||Renault Portuguesa SARL|Renault|car|70|1
TW7||Mini Moke made by British Leyland & Austin Rover|Moke|car|70|1
TWG||Salvador Caetano|Caetano|bus|70|1
TX5||Mini Moke made by Cagiva|Moke|car|70|1
TYA||Mitsubishi Fuso Truck and Bus Corp.|Mitsubishi Fuso|bus truck|70|1 3
TYB||Mitsubishi Fuso Truck and Bus Corp.|Mitsubishi Fuso|bus truck|98|0 1 3 4
U5Y||Kia Motors Slovakia car|Kia; Hyundai|car|98|0 1 3 4
U6Y||Kia Motors Slovakia SUV|Kia|car|88|1 3 4
UU1||Dacia|Dacia; Renault|car|88|1 3 4
UU2||Oltcit|Oltcit; Citroën|car|70|1
UU5||Rocar|Rocar|bus|70|1
UU6||Daewoo Romania|Daewoo|car|70|1 3
UU7||Euro Bus Diamond||bus|70|1
V31||Tvornica Autobusa Zagreb (TAZ)|TAZ|bus|70|1
VA0||ÖAF|ÖAF|truck|88|1 4
VAG||Steyr-Daimler-Puch Puch G & Steyr-Puch Pinzgauer|Puch; Steyr-Puch; Mercedes-Benz|car|70|1 3
VAN||Steyr-Daimler-Puch Steyr Trucks|Steyr|truck|70|1 3
VCF||Fisker Inc. (Fisker Ocean) made by Magna Steyr|Fisker|car|97|0 1
VF1||Renault & Eagle Medallion made by Renault|Renault; Eagle|car|98|0 1 3 4
VF2||Renault Trucks|Renault Trucks|truck|88|1 3 4
VF3||Peugeot|Peugeot|car|98|0 1 3 4
VF4||Talbot|Talbot|car|88|1 3 4
VF5||Iveco Unic|Iveco|truck|88|1 4
VF6||Renault Trucks|Renault Trucks|truck|88|1 3 4
VF7||Citroën|Citroën; DS 2009-|car|88|1 3 4
VF8||Matra/Talbot/Simca|Matra; Talbot; Simca|car|88|1 3 4
VFA||Alpine|Alpine|car|70|1
VG6||Renault Trucks & Mack Trucks medium duty trucks made by Renault Trucks|Renault Trucks; Mack|truck|97|0 1
VG8||Renault Trucks|Renault Trucks|truck bus|97|0 1
VJ1||Heuliez Bus|Heuliez|bus|70|1
VK8||Venturi Automobiles||car|70|1
VL4||Bluecar|Bluecar|car|97|0 1
VLU||Scania Production Angers|Scania|truck|88|1 3 4
VMK||Renault Sport Spider|Renault|car|70|1
VN1||Renault SOVAB|Renault|van|88|1 3 4
VNE||Iveco Bus|Iveco|bus|98|0 1 3 4
VNK||Toyota Motor Manufacturing France|Toyota|car|98|0 1 3 4
VNV||Nissan|Nissan|van|88|1 3 4
VPS||MLT Automotive||car|70|1
VR1||DS Automobiles|DS|car|70|1
VR3||Peugeot|Peugeot|car|70|1
VR7||Citroën|Citroën|car|88|1 4
VS1||Pegaso|Pegaso|truck bus|88|1 4
VS5||Renault España|Renault|car|88|1 4
VS6||Ford Espana|Ford|car|88|1 3 4
VS7||Citroën|Citroën|car|88|1 3 4
VS8||Peugeot|Peugeot|car|70|1
VSC||Mercedes-Benz Espana SA (Vitoria)|Mercedes-Benz|car|70|1
VSE||Santana Motor|Santana|car|88|1 3 4
VSK||Nissan Motor Iberica SA, Nissan passenger car/MPV/van/SUV/pickup & Ford Maverick 1993-1999|Nissan; Ford|truck van car|88|1 3 4
VSS||SEAT|SEAT; Cupra 2018-|car|88|1 3 4
VSX||Opel Automobile Espana,SA|Opel|car|88|1 3 4
VWA||Nissan Vehiculos Industriales SA, Nissan Commercial Vehicles|Nissan|car|88|1 3 4
VX1||Zastava Automobiles|Zastava|car|98|0 1 3 4
VXE||Opel Automobile Gmbh/Vauxhall van|Opel; Vauxhall|van|70|1
VXK||Opel Automobile Gmbh/Vauxhall car/SUV|Opel; Vauxhall|car|70|1
W04||Buick Regal & Buick Cascada|Buick|car|98|0 1 4
W06||Cadillac Catera|Cadillac; Opel|car|98|0 1 4
W08||Saturn Astra|Saturn; Opel|car|98|0 1 4
W0L||Adam Opel AG/Vauxhall & Holden|Opel; Vauxhall; Holden|car|98|0 1 3 4
W0S||Opel Special Vehicles|Opel|car|88|1 4
W0V||Opel Automobile Gmbh/Vauxhall & Holden|Opel; Vauxhall; Holden; Buick|car|98|0 1 3 4
W1A||Smart|smart|car|70|1
W1H||Freightliner Econic|Freightliner|truck|97|0 1
W1K||Mercedes-Benz car|Mercedes-Benz|car|97|0 1
W1N||Mercedes-Benz SUV|Mercedes-Benz|car|97|0 1
W1T||Mercedes-Benz truck|Mercedes-Benz|truck|70|1
W1V||Mercedes-Benz van|Mercedes-Benz|van|70|1
W1W||Mercedes-Benz MPV (van with 2 or 3 rows of seats) (North America)|Mercedes-Benz|van car|97|0 1
W1X||Mercedes-Benz incomplete vehicle (North America)|Mercedes-Benz|truck|97|0 1
W1Y||Mercedes-Benz truck (cargo van with 1 row of seats) (North America)|Mercedes-Benz|truck van|97|0 1
W2W||Freightliner Sprinter MPV (van with 2 or 3 rows of seats)|Freightliner|van car|97|0 1
W2X||Freightliner Sprinter incomplete vehicle|Freightliner|truck|97|0 1
W2Y||Freightliner Sprinter truck (cargo van with 1 row of seats)|Freightliner|truck van|97|0 1
WAC||Audi/Porsche RS 2 Avant|Audi; Porsche|car|70|1
WAG||Neoplan|Neoplan|bus|88|1 3 4
WAP||Alpina|Alpina; BMW|car|98|0 1 4
WAU||Audi car|Audi|car|98|0 1 3 4
WB5||BMW i SUV|BMW|car|97|0 1
WBA||BMW car|BMW|car|98|0 1 3 4
WBS||BMW M car|BMW|car|98|0 1 3 4
WBX||BMW SUV|BMW|car|98|0 1 4
WBY||BMW i car|BMW|car|98|0 1 3 4
WD0||Dodge Sprinter truck (cargo van with 1 row of seats) 2005-2009|Dodge|truck van|98|0 1 4
WD1||Freightliner Sprinter 2002 & Sprinter (Dodge or Freightliner) 2003-2005 incomplete vehicle|Freightliner; Dodge|truck|97|0 1
WD2||Freightliner Sprinter 2002 & Sprinter (Dodge or Freightliner) 2003-2005 truck (cargo van with 1 row of seats)|Freightliner; Dodge|truck van|98|0 1 4
WD3||Mercedes-Benz truck (cargo van with 1 row of seats) (North America)|Mercedes-Benz|truck van|98|0 1 4
WD4||Mercedes-Benz MPV (van with 2 or 3 rows of seats) (North America)|Mercedes-Benz; Freightliner|van car|98|0 1 4
WD5||Freightliner Sprinter 2002 & Sprinter (Dodge or Freightliner) 2003-2005 MPV (van with 2 or 3 rows of seats)|Freightliner; Dodge|van car|98|0 1 4
WD6||Freightliner Unimog truck|Freightliner|truck|97|0 1
WD7||Freightliner Unimog incomplete vehicle|Freightliner|truck|97|0 1
WD8||Dodge Sprinter MPV (van with 2 or 3 rows of seats) 2005-2009|Dodge|van car|98|0 1 4
WDA||Mercedes-Benz incomplete vehicle (North America)|Mercedes-Benz|truck|98|0 1 3 4
WDB||Mercedes-Benz & Maybach|Mercedes-Benz; Maybach|car|98|0 1 3 4
WDC||Mercedes-Benz SUV|Mercedes-Benz|car|98|0 1 3 4
WDD||Mercedes-Benz car|Mercedes-Benz|car|98|0 1 3 4
WDF||Mercedes-Benz van (French & Spanish built models - Citan & Vito & X-Class)|Mercedes-Benz|van|88|1 3 4
WDP||Freightliner Sprinter incomplete vehicle 2005-2019|Freightliner|truck|98|0 1 4
WDR||Freightliner Sprinter MPV (van with 2 or 3 rows of seats) 2005-2019|Freightliner|van car|98|0 1 4
WDX||Dodge Sprinter incomplete vehicle 2005-2009|Dodge|truck|98|0 1 4
WDY||Freightliner Sprinter truck (cargo van with 1 row of seats) 2005-2019|Freightliner|truck van|98|0 1 4
WEB||EvoBus Mercedes-Benz buses|Mercedes-Benz|bus|98|0 1 3 4
WEL||e.GO Mobile AG|e.GO|car|70|1
WF0||Ford of Europe|Ford|car|98|0 1 3 4
WF1||Merkur|Merkur|car|98|0 1 4
WJM||Iveco/Iveco Magirus|Iveco|truck|88|1 3 4
WJR||Irmscher|Irmscher|car|88|1 4
WKK||Setra & Karl Kässbohrer Fahrzeugwerke|Setra|bus|98|0 1 3 4
WMA||MAN|MAN|truck bus|88|1 3 4
WME||Smart|smart|car|98|0 1 3 4
WMW||Mini car|MINI|car|98|0 1 3 4
WMX||Mercedes-AMG used for Mercedes-Benz SLS AMG & Mercedes-AMG GT (not used in North America)|Mercedes-Benz|car|88|1 3 4
WMZ||Mini SUV|MINI|car|98|0 1 4
WNA||Next.e.GO Mobile SE|e.GO|car|70|1
WP0||Porsche car|Porsche|car|98|0 1 3 4
WP1||Porsche SUV|Porsche|car|98|0 1 3 4
WU1||Audi Sport GmbH SUV|Audi|car|97|0 1
WUA||Audi SUV|Audi|car|98|0 1 3 4
WV1||Volkswagen Commercial Vehicles|Volkswagen|van truck|98|0 1 3 4
WV2||Volkswagen Commercial Vehicles|Volkswagen|van car|98|0 1 3 4
WVG||Volkswagen SUV|Volkswagen|car|98|0 1 3 4
WVM||Arbeitsgemeinschaft VW-MAN|MAN; Volkswagen|truck|70|1
WVP||Viseon Bus|Viseon|bus|70|1
WVW||Volkswagen car|Volkswagen|car|98|0 1 3 4
WZ1||Toyota Supra Fifth generation|Toyota|car|97|0 1
X1E||KAvZ|KAvZ|bus|70|1
X1M||PAZ|PAZ|bus|70|1 3
X4X||BMW made by Avtotor|BMW|car|70|1 3
X7L||Renault Russia|Renault; Nissan; Dacia|car|88|1 3 4
X96||GAZ|GAZ|car|88|1 4
X9F||Ford Motor Company ZAO|Ford|car|70|1
X9L||GM-AvtoVAZ|Chevrolet; Lada|car|70|1
X9P||Volvo Vostok ZAO Volvo Trucks|Volvo|truck|70|1
X9X||Great Wall Motors IMS Avtotrade-12 LLC|Great Wall|car|70|1
XBB||Great Wall Motors/Litex Motors AD|Great Wall|car|70|1
XLB||Volvo Car B.V./NedCar B.V. (Volvo Cars)|Volvo|car|88|1 3 4
XLE||Scania Nederland B.V.|Scania|truck|70|1 3
XLR||DAF Trucks & Leyland DAF|DAF; Leyland|truck|88|1 3 4
XLV||DAF Bus|DAF|bus|70|1
XMC||NedCar B.V. Mitsubishi Motors|Mitsubishi|car|88|1 3 4
XMG||VDL Bus International|VDL|bus|70|1
XNC||NedCar B.V. Mitsubishi Motors (Colt CZC convertible)|Mitsubishi|car|88|1 4
XNL||VDL Bus & Coach|VDL|bus|70|1
XP7||Tesla Europe (based in the Netherlands)|Tesla|car|98|0 1 4
XTA||AvtoVAZ|Lada|car|88|1 3 4
XTC||KAMAZ|KAMAZ|truck|70|1 3
XTF||GolAZ|GolAZ|bus|70|1
XTH||GAZ|GAZ|car truck van|70|1 3
XTT||UAZ|UAZ|car van|70|1 3
XTY||LiAZ|LiAZ|bus|70|1 3
XU1||UAZ Special Purpose Vehicles|UAZ|car|70|1
XUF||General Motors Russia|Chevrolet; Opel; Cadillac|car|88|1 3 4
XUU||Chevrolet made by Avtotor|Chevrolet; Opel; Cadillac|car|70|1 3
XW7||Toyota Motor Manufacturing Russia|Toyota|car|70|1
XW8||Volkswagen Group Rus|Volkswagen; Škoda; Audi|car|88|1 3 4
XWB||UzDaewoo GM Uzbekistan Ravon|Daewoo; Ravon; Chevrolet|car|70|1 3
XWE||Hyundai Motor Company & Kia made by Avtotor|Hyundai; Kia|car|88|1 3 4
Y6D||ZAZ|ZAZ; Chevrolet; Opel; Daewoo|car|88|1 3 4
Y6J||Bogdan group|Bogdan|car|70|1
Y6U||Škoda Auto made by Eurocar|Škoda|car|70|1
Y7B||Bogdan group|Bogdan; Hyundai; Lada|car|70|1
Y7C||Great Wall Motors KrASZ|Great Wall|car|70|1
YAR||Toyota Motor Europe (based in Belgium) used for Toyota ProAce & Toyota ProAce City|Toyota|car|88|1 4
YB3||Volvo Trucks|Volvo|truck|97|0 1
YB6||Jonckheere|Jonckheere|bus|70|1
YE2||Van Hool|Van Hool|van bus|97|0 1 3
YH4||Fisker Automotive (Fisker Karma) built by Valmet Automotive|Fisker; Karma|car|98|0 1 4
YK1||Saab built by Valmet Automotive|Saab|car|98|0 1 3 4
YK7||Sisu Auto|Sisu|truck|70|1
YS2||Scania, Södertälje truck|Scania|truck|88|1 3 4
YS3||Saab|Saab|car|98|0 1 3 4
YS4||Scania, Katrineholm bus|Scania|bus|88|1 3 4
YSC||Cadillac BLS built by Saab|Cadillac|car|70|1
YSM||Polestar|Polestar|car|97|0 1
YTN||Saab NEVS|Saab|car|88|1 3 4
YV1||Volvo Cars car|Volvo|car|98|0 1 3 4
YV2||Volvo Trucks|Volvo|truck|98|0 1 3 4
YV3||Volvo Buses|Volvo|bus|98|0 1 3 4
YV4||Volvo Cars SUV|Volvo|car|98|0 1 3 4
YV5||Volvo Trucks incomplete vehicle|Volvo|truck|97|0 1
YYC||Think Nordic|Think|car|97|0 1
Z6F||Ford Sollers|Ford|car|70|1
Z8N||Nissan Manufacturing Rus|Nissan|car|70|1
Z8T||PCMA Rus|Peugeot; Citroën; Mitsubishi|car|70|1
Z94||Hyundai Motor Manufacturing Rus|Hyundai; Kia; Genesis|car|70|1
Z9M||Mercedes-Benz Trucks Vostok|Mercedes-Benz|truck|70|1
ZAA||Autobianchi|Autobianchi|car|70|1 3
ZAC||Jeep and Dodge Hornet|Jeep; Dodge; Fiat; Ram|car|98|0 1 4
ZAM||Maserati car|Maserati|car|98|0 1 3 4
ZAR||Alfa Romeo car & Nissan Cherry Europe|Alfa Romeo|car|98|0 1 3 4
ZAS||Alfa Romeo Alfasud & Sprint through 1989|Alfa Romeo|car|98|0 1 4
ZBB||Gruppo Bertone|Bertone|car|97|0 1
ZBW||Rayton-Fissore Magnum|Rayton-Fissore|car|70|1
ZC2||Chrysler TC by Maserati|Chrysler|car|97|0 1
ZC6||Effedi Veicoli Commerciali|Effedi|truck|70|1
ZCF||Iveco|Iveco|truck|98|0 1 3 4
ZDT||De Tomaso Modena SpA|De Tomaso|car|70|1
ZDY||Cacciamali|Cacciamali|bus|70|1
ZE8||Bremach|Bremach|truck|70|1
ZF4||Qvale|Qvale|car|70|1
ZFA||Fiat car Also Fiat Fullback|Fiat; Abarth|car|98|0 1 3 4
ZFB||Fiat MPV/SUV|Fiat; Jeep; Ram|car|98|0 1 4
ZFC||Ram 1200|Fiat; Iveco; Ram|car|88|1 3 4
ZFF||Ferrari|Ferrari|car|98|0 1 3 4
ZFR||Pininfarina|Pininfarina|car|97|0 1
ZGA||Iveco Bus|Iveco|bus|88|1 4
ZHW||Lamborghini car from mid 2003|Lamborghini|car|98|0 1 3 4
ZJN||Innocenti|Innocenti|car|70|1 3
ZK5||Hyundai Automobili Italia Importazioni|Hyundai|car|70|1
ZLA||Lancia|Lancia|car|88|1 3 4
ZN3||Iveco Defence|Iveco|truck|70|1
ZN6||Maserati SUV|Maserati|car|98|0 1 4
ZPB||Lamborghini SUV|Lamborghini|car|97|0 1
ZPY||DR Automobiles|DR|car|70|1`;
