/** Who builds vehicles under a Chinese WMI. */
export interface ChinaWmi {
  manufacturerZh: string;
  manufacturer: string;
  /** Where everything under the WMI is sold under one make; absent where a maker builds several, or may have. */
  make?: string;
  /** The makes that are built under the WMI, where there are several and which they are is beyond doubt. */
  makes?: readonly string[];
}

type Row = [wmi: string, manufacturerZh: string, manufacturer: string, make?: string | readonly string[]];

/**
 * Assignments on which public WMI lists agree and that makers' certificates of conformity (机动车整车出厂合格证) and
 * vehicle plates show. NHTSA's table lacks most of them, and where it has one (LSG, L6T) it knows only what was sold
 * in the USA: the make of this list counts, its absence included.
 */
const ROWS: Row[] = [
  ['HLX', '理想汽车', 'Li Auto', 'Li Auto'],
  ['L1N', '小鹏汽车', 'XPeng Motors', 'XPeng'],
  ['L2C', '奇瑞捷豹路虎', 'Chery Jaguar Land Rover', ['Jaguar', 'Land Rover']],
  ['L6T', '吉利汽车', 'Geely Automobile'],
  ['LB1', '福建奔驰', 'Fujian Benz', 'Mercedes-Benz'],
  ['LB3', '吉利汽车', 'Geely Automobile'],
  ['LBE', '北京现代', 'Beijing Hyundai', 'Hyundai'],
  ['LBV', '华晨宝马', 'BMW Brilliance', 'BMW'],
  ['LC0', '比亚迪', 'BYD Auto'],
  ['LDC', '神龙汽车', 'Dongfeng Peugeot-Citroën', ['Peugeot', 'Citroën']],
  ['LDN', '东南汽车', 'South East (Fujian) Motor'],
  ['LE4', '北京奔驰', 'Beijing Benz'],
  ['LEF', '江铃汽车', 'Jiangling Motors'],
  ['LFM', '一汽丰田', 'FAW Toyota', 'Toyota'],
  ['LFP', '一汽轿车', 'FAW Car'],
  ['LFV', '一汽-大众', 'FAW-Volkswagen', ['Volkswagen', 'Audi', 'Jetta']],
  ['LFW', '一汽解放', 'FAW Jiefang'],
  ['LFZ', '零跑汽车', 'Leapmotor', 'Leapmotor'],
  ['LGA', '东风汽车', 'Dongfeng Motor'],
  ['LGB', '东风日产', 'Dongfeng Nissan', ['Nissan', 'Venucia', 'Infiniti']],
  ['LGG', '东风柳州汽车', 'Dongfeng Liuzhou Motor'],
  ['LGJ', '东风汽车', 'Dongfeng Motor'],
  ['LGW', '长城汽车', 'Great Wall Motor', ['Haval', 'Great Wall', 'WEY', 'ORA', 'Tank']],
  ['LGX', '比亚迪', 'BYD Auto'],
  ['LH1', '一汽海马', 'FAW Haima'],
  ['LHG', '广汽本田', 'GAC Honda', ['Honda', 'Everus']],
  ['LJ1', '江淮汽车', 'Anhui Jianghuai Automobile'],
  ['LJD', '悦达起亚', 'Yueda Kia', 'Kia'],
  ['LJN', '郑州日产', 'Zhengzhou Nissan'],
  ['LJU', '武汉路特斯', 'Wuhan Lotus', 'Lotus'],
  ['LK6', '上汽通用五菱', 'SAIC-GM-Wuling'],
  ['LLV', '力帆汽车', 'Lifan'],
  ['LM8', '赛力斯汽车', 'Seres'],
  ['LMG', '广汽传祺', 'GAC Motor'],
  ['LNA', '广汽埃安', 'GAC Aion'],
  ['LNB', '北京汽车', 'BAIC Motor'],
  ['LPS', '浙江豪情汽车 (极星)', 'Zhejiang Haoqing (Polestar)', 'Polestar'],
  ['LRB', '上汽通用', 'SAIC-GM'],
  ['LRE', '上汽通用', 'SAIC-GM'],
  ['LRW', '特斯拉(上海)', 'Tesla Shanghai', 'Tesla'],
  ['LS4', '长安汽车', 'Changan Automobile'],
  ['LS5', '长安汽车', 'Changan Automobile'],
  ['LSG', '上汽通用', 'SAIC-GM', ['Buick', 'Chevrolet', 'Cadillac']],
  ['LSJ', '上汽乘用车', 'SAIC Motor'],
  ['LSK', '上汽大通', 'SAIC Maxus', 'Maxus'],
  ['LSV', '上汽大众', 'SAIC Volkswagen', ['Volkswagen', 'Škoda', 'Audi']],
  ['LSY', '华晨汽车', 'Brilliance Auto'],
  ['LTA', '中兴汽车', 'ZX Auto', 'ZX Auto'],
  ['LTV', '一汽丰田', 'FAW Toyota', 'Toyota'],
  ['LUC', '本田汽车(中国)', 'Honda Automobile (China)', 'Honda'],
  ['LUZ', '合众新能源', 'Hozon Auto'],
  ['LVA', '北汽福田', 'Beiqi Foton'],
  ['LVB', '北汽福田', 'Beiqi Foton'],
  ['LVG', '广汽丰田', 'GAC Toyota', 'Toyota'],
  ['LVH', '东风本田', 'Dongfeng Honda', ['Honda', 'Ciimo']],
  ['LVR', '长安马自达', 'Changan Mazda'],
  ['LVS', '长安福特', 'Changan Ford'],
  ['LVV', '奇瑞汽车', 'Chery'],
  ['LVY', '沃尔沃汽车(中国)', 'Volvo Cars China', 'Volvo'],
  ['LVZ', '东风小康', 'DFSK'],
  ['LW4', '理想汽车', 'Li Auto', 'Li Auto'],
  ['LWV', '广汽菲亚特克莱斯勒', 'GAC Fiat Chrysler', ['Fiat', 'Jeep']],
  ['LYV', '沃尔沃汽车(中国)', 'Volvo Cars China', 'Volvo'],
  ['LZG', '陕汽', 'Shaanxi Automobile'],
  ['LZW', '上汽通用五菱', 'SAIC-GM-Wuling'],
  ['LZY', '宇通客车', 'Yutong Bus'],
  ['LZZ', '中国重汽', 'Sinotruk'],
];

const BY_WMI = new Map<string, ChinaWmi>(
  ROWS.map(([wmi, manufacturerZh, manufacturer, make]) => [
    wmi,
    {
      manufacturerZh,
      manufacturer,
      ...(typeof make === 'string' ? { make } : make !== undefined && { makes: make }),
    },
  ]),
);

export function chinaWmi(wmi: string): ChinaWmi | undefined {
  return BY_WMI.get(wmi);
}

/** ISO 3780 gives China the letter L; makers that were registered since 2019 may have one with H. */
export function isChinese(vin: string): boolean {
  return vin.startsWith('L') || (vin.startsWith('H') && BY_WMI.has(vin.slice(0, 3)));
}
