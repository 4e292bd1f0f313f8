/* SPDX-License-Identifier: MIT */
#ifndef BENCH_PROSE_WORDS_H
#define BENCH_PROSE_WORDS_H

/*
 * The grammar of made-up news. Words are parted by blanks, the commonest first. In a template %N is a noun, %V a verb,
 * %A an adjective, %P a person, %L a place, %O an organisation, %D a time, %# a number, %% the sign itself. Chinese is
 * written in Traditional characters; the pairs make Simplified ones of it. What has no pair stays: archives mix the two
 * as well.
 */

/* Common characters of Chinese text, the commonest first; words that no list has are made of them. */
static const char han_common[] = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得著下自"
                                 "之年過發後作裡用道行所然家種事"
                                 "成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實"
                                 "日軍者意無力它與長把機十民第公"
                                 "此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二"
                                 "等產或新己制身果加西斯月話合回"
                                 "特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條"
                                 "平係氣題活爾更別打女變四神總何"
                                 "電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便"
                                 "空決治展馬科司五基眼書非則聽白"
                                 "卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術"
                                 "領共確傳師觀清今切院讓識候帶導"
                                 "爭運笑飛風步改收根幹造言聯持組每濟車親極林服快辦議往元英士證近失轉夫令準布始怎呢存未"
                                 "遠叫台單影具羅字愛擊流備兵連調"
                                 "深商算質團集百需價花黨華城石級整府離況亞請技際約示復病息究線似官火斷精滿支視消越器容"
                                 "照須九增研寫稱企八功嗎包片史委"
                                 "乎查輕易早曾除農找裝廣顯吧阿李標談吃圖念六引歷首醫局突專費號盡另周較注語僅考落青隨選"
                                 "列武紅響雖推勢參希古眾構房半節"
                                 "土投某案黑維革劃敵致陳律足態護七興派孩驗責營星夠章音跟志底站嚴巴例防族供效續施留講型"
                                 "料終答緊黃絕奇察母京段依批群項";

/* Traditional, Simplified, Traditional, Simplified... */
static const char han_pairs[] = "這这個个們们來来為为國国說说時时會会對对發发後后裡里種种經经麼么學学現现當当沒没動动還"
                                "还進进樣样開开從从實实軍军無无"
                                "與与長长機机關关點点業业將将兩两間间問问並并應应戰战頭头體体見见產产話话內内給给門门兒"
                                "儿東东聲声員员論论處处義义幾几"
                                "認认條条係系氣气題题爾尔別别變变總总電电數数報报結结務务場场計计資资許许統统區区隊队決"
                                "决馬马書书則则聽听卻却達达強强"
                                "難难權权設设記记類类據据邊边張张該该規规萬万覺觉術术領领確确傳传師师觀观讓让識识帶带導"
                                "导爭争運运飛飞風风幹干聯联組组"
                                "濟济車车親亲極极辦办議议證证轉转準准遠远單单羅罗愛爱擊击備备連连調调質质團团價价華华黨"
                                "党級级離离況况亞亚請请際际約约"
                                "復复線线斷断滿满視视須须寫写稱称嗎吗輕轻農农找找裝装廣广顯显標标談谈圖图歷历醫医專专費"
                                "费號号盡尽較较語语僅仅隨随選选"
                                "紅红響响雖虽勢势參参眾众構构節节維维劃划敵敌態态護护興兴驗验責责營营夠够跟跟嚴严續续講"
                                "讲終终緊紧黃黄絕绝項项劉刘陳陈"
                                "楊杨趙赵吳吴孫孙鄭郑謝谢韓韩鄧邓蕭萧馮冯蘇苏葉叶呂吕蔣蒋偉伟強强麗丽靜静軍军華华娟娟傑"
                                "杰慶庆龍龙鳳凤藝艺輝辉賢贤達达"
                                "灣湾廈厦門门廣广東东慶庆瀋沈陽阳濱滨蘭兰寧宁錫锡漢汉長长瀾澜縣县鄉乡鎮镇島岛嶼屿環环園"
                                "园辭辞職职訪访問问談谈財财錢钱"
                                "銀银億亿漲涨貿贸易易關关稅税進进口口債债貸贷險险創创緩缓減减預预測测調调報报導导電电視"
                                "视臺台網网絡络頻频錄录製制藥药療疗"
                                "傷伤災灾難难災灾區区樓楼橋桥鐵铁鐵铁運运輸输駕驾駛驶飛飞機机航航場场遊游戲戏賽赛獎奖歡"
                                "欢樂乐勵励緒绪憂忧慮虑擔担誤误"
                                "審审訴诉訟讼罰罚獄狱檢检執执憲宪條条約约簽签署署協协衝冲突突彈弹導导艦舰隊队潛潜艇艇競"
                                "竞爭争壓压擴扩張张縮缩歐欧盟盟"
                                "烏乌蘭兰納纳薩萨爾尔緬缅甸甸寬宽鬆松獨独殘残奪夺還还願愿撥拨補补貼贴擁拥護护溫温濕湿氣"
                                "气壞坏惡恶實实際际確确認认證证據据";

static const char han_nouns[] = "總統 政府 經濟 社會 會議 問題 中國 人民 美國 媒體 記者 選舉 法律 市場 計劃 報導 安全 "
                                "關係 發展 國家 政策 軍隊 疫情 投資 "
                                "企業 學校 學生 教授 研究 歷史 文化 城市 交通 能源 環境 氣候 貿易 關稅 出口 科技 網絡 "
                                "數據 電視 節目 電影 小說 醫院 病人 "
                                "疫苗 藥物 食品 價格 房屋 銀行 貸款 債務 股票 工資 就業 工人 農民 土地 水庫 河流 地震 "
                                "颱風 災區 救援 飛機 鐵路 公路 港口 "
                                "法院 律師 案件 證據 警察 監獄 抗議 示威 自由 權利 民主 憲法 議會 議員 政黨 領導 部長 "
                                "外交 大使 峰會 協議 衝突 導彈 軍艦 "
                                "士兵 難民 邊境 護照 簽證 移民 宗教 寺廟 傳統 節日 比賽 球隊 冠軍 音樂 藝術 展覽 作品 "
                                "讀者 文章 書籍 檔案 記憶 真相 責任";
static const char han_verbs[] = "表示 說 認為 指出 要求 批評 支持 反對 宣布 討論 調查 發現 公布 提出 呼籲 擔憂 強調 "
                                "否認 證實 承認 警告 拒絕 同意 參加 "
                                "離開 抵達 會見 訪問 推動 改善 影響 破壞 增加 減少 恢復 取消 推遲 舉行 結束 開始 延長 "
                                "建設 保護 尊重 限制 禁止 允許 鼓勵 "
                                "審查 刪除 轉發 記錄 收藏 閱讀 採訪 報導 分析 解釋 比較 預測 評估 監督 起訴 逮捕 釋放 "
                                "賠償 撤離 救助 捐贈 合作 競爭 談判";
static const char han_adjectives[] = "重要 新 嚴重 主要 公開 長期 不同 國際 全球 地方 最近 複雜 困難 明顯 積極 普遍 "
                                     "秘密 獨立 穩定 緊張 年輕 著名 官方 民間 "
                                     "巨大 持續 具體 有效 合法 非法 傳統 現代 寒冷 炎熱 遙遠 安靜 真實 虛假 完整 有限";
static const char han_places[] = "北京 上海 香港 台北 華盛頓 東京 廣東 武漢 新疆 西藏 四川 雲南 成都 重慶 南京 天津 "
                                 "西安 深圳 杭州 高雄 台中 澳門 首爾 倫敦 "
                                 "巴黎 柏林 莫斯科 基輔 紐約 洛杉磯 多倫多 悉尼 新加坡 曼谷 河內 德里 開羅 內蒙古 "
                                 "黑龍江 海南 福建 浙江 山東 河南 湖南 貴州";
static const char han_organisations[] =
	"外交部 國務院 聯合國 世界衛生組織 最高法院 歐盟 國會 立法院 中央電視台 央行 教育部 衛生部 財政部 人權組織 "
	"記者協會 "
	"氣象局 市政府 警察局 調查委員會 研究所 大學 工會 商會 基金會 紅十字會 航空公司 電力公司 出版社";
static const char han_surnames[] = "王 李 張 劉 陳 楊 黃 趙 吳 周 徐 孫 馬 朱 胡 郭 何 高 林 羅 鄭 梁 謝 宋 唐 許 韓 "
                                   "馮 鄧 曹 彭 曾 蕭 田 董 潘 袁 蔡 蔣 余 杜 葉 程 蘇 魏 呂 丁 任 沈 姚";
static const char han_given[] = "偉 芳 秀英 敏 靜 麗 強 磊 軍 洋 勇 艷 杰 娟 濤 明 超 秀蘭 霞 平 剛 桂英 文 輝 玲 建國 "
                                "建華 志強 曉明 國慶 麗華 海燕 雪梅 子軒 思遠 天佑 家豪 怡君 雅婷 俊宏";
static const char han_times[] = "今天 昨天 星期一 星期三 週五 上午 下午 晚間 近日 去年 今年 上個月 本週 當天 隨後 目前 "
                                "多年來 自那時起 當地時間 日前";

static const char *const han_sentences[] = {
	"%O%D%V，%A的%N將在%L%V。",
	"%P在%L%V說，%N的%N是%A的，也是%N的一部分。",
	"據%O的消息，%L的%N在過去%#年裡%V了百分之%#。",
	"這是一個%A的%N，不但%V了%N，而且%V了%L的%N。",
	"%D，%P%V%O的%A%N，並%V有關的%N。",
	"有%N%V，如果%N沒有%V，%L的人們就會%V%N。",
	"%P說：“我們的%N不是%N，我們要的是%A的%N。”",
	"在%L，%#名%N%V了%O的%N，其中的%#人是%N。",
	"%O的發言人%P%V，%N與%N之間的%N已經%V。",
	"他們%V的%N，在%A的%N裡，一直沒有得到%V。",
	"%N的%N到了%D才%V，這對%L來說是%A的。",
	"截至%D，%L%V的%N達到%#萬，比%D%V了%#個。",
	"但是，%A的%N也%V，%O的%N未必能%V%N。",
	"%P的%N《%N的%N》在%L%V，%N%V了它的%N。",
	"不過%P並不這樣看，他的%N是：%N和%N都需要%V。",
};
static const char *const han_titles[] = {
	"%L%N%V：%A的%N", "%P：%N不是%N", "%O%V%N %L%N%V", "%L%#名%N%V%N",   "%A的%N：%P與%L的%N",
	"%O：%L%N%V%#%%", "%N與%N",       "%P%V%O%N",      "【%L】%N%V之後", "%D%N：%N為何%V",
};

static const char kana_nouns[] = "政府 首相 会談 経済 選挙 国会 問題 計画 調査 会社 学校 住民 市長 工事 予算 地震 台風 "
                                 "災害 避難所 病院 患者 研究 技術 "
                                 "データ ニュース サービス エネルギー 東京電力 半導体 観光客 文化財 裁判 判決 警察 "
                                 "事件 外交 防衛 協定 貿易 人口 高齢者 子ども";
static const char kana_verbs[] = "発表した 述べた 求めた 始めた 決めた 進めている 認めた 検討している 調べている "
                                 "明らかにした 延期した 強調した 批判した 訪れた 開いた";
static const char kana_adjectives[] = "新しい 重要な 大きな 長期的な 国際的な 深刻な 地域の 全国の 独自の 厳しい";
static const char kana_places[] =
	"東京 大阪 京都 北海道 沖縄 福島 広島 長崎 名古屋 仙台 横浜 神戸 ワシントン ソウル 北京 台湾 ウクライナ";
static const char kana_organisations[] =
	"外務省 財務省 気象庁 日本銀行 県教育委員会 市役所 最高裁 国連 大学病院 経済産業省";
static const char kana_surnames[] =
	"佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村 清水";
static const char kana_given[] = "健一 直樹 美咲 陽子 翔太 さくら 大輔 恵子 拓也 由美 誠 真由美";
static const char kana_times[] = "12日 13日 昨年 今月 きょう 夕方 午前 来年度 このほど 去年";
static const char *const kana_sentences[] = {
	"%Oは%D、%Lの%Nについて%A%Nを%V。",
	"%Pさんは「%Nの%Nが必要だ」と%V。",
	"%Lでは%Nが%#人に上り、%Nへの影響が出ている。",
	"%Nをめぐっては、%A%Nが%Dから続いており、%Oが%V。",
	"これに対し%Pさんは、%Nと%Nの両方を%V。",
	"%Lの%Nは%#%%増え、%Nは%Nとしている。",
};
static const char *const kana_titles[] = {"%Lの%N、%Oが%V", "%Nで%A%N %Pさん", "%O、%Nを%D%V", "%L %Nと%Nの%#年"};

static const char hangul_nouns[] =
	"정부 대통령 경제 국회 선거 회의 문제 계획 조사 기업 학교 시민 시장 기자 언론 병원 환자 연구 기술 에너지 "
	"반도체 무역 관세 "
	"안보 외교 협상 재판 판결 경찰 사건 역사 문화 환경 기후 지진 태풍 교통 인구 노동자 농민";
static const char hangul_verbs[] = "밝혔다 말했다 강조했다 발표했다 요구했다 시작했다 비판했다 인정했다 검토하고 있다 "
                                   "조사하고 있다 연기했다 전했다";
static const char hangul_adjectives[] = "새로운 중요한 심각한 국제적인 장기적인 복잡한 어려운 공식적인";
static const char hangul_places[] = "서울 부산 인천 대구 광주 제주 평양 워싱턴 베이징 도쿄 타이베이 홍콩";
static const char hangul_organisations[] = "외교부 통일부 기상청 한국은행 대법원 유엔 교육부 서울시 경찰청";
static const char hangul_surnames[] = "김 이 박 최 정 강 조 윤 장 임 한 오";
static const char hangul_given[] = "민수 지영 현우 서연 준호 은지 영희 철수 수진 동현";
static const char hangul_times[] = "12일 지난해 올해 오늘 오전 오후 이달 최근 내년";
static const char *const hangul_sentences[] = {
	"%O는 %D %L에서 %A %N을 %V. ",
	"%P 씨는 “%N보다 %N이 %A %N이다”라고 %V. ",
	"%L의 %N은 %#명으로, %N에 영향을 주고 있다. ",
	"%N과 관련해 %O는 %A %N을 %V. ",
	"하지만 %P 씨는 %N과 %N을 모두 %V. ",
};
static const char *const hangul_titles[] = {"%L %N, %O가 %V", "%P “%A %N”", "%O, %D %N %V", "%N과 %N의 %#년"};

static const char latin_nouns[] = "government president economy election parliament policy report market company court "
                                  "minister summit agreement army border "
                                  "refugee protest journalist newspaper archive record university research vaccine "
                                  "hospital climate energy flood earthquake "
                                  "railway airline bank budget trade tariff export worker union prison lawyer trial "
                                  "evidence language history museum festival";
static const char latin_verbs[] = "announced rejected discussed supported criticised investigated published delayed "
                                  "expanded restored described denied confirmed "
                                  "promised ignored questioned defended reported ended joined";
static const char latin_adjectives[] = "new important public foreign long local independent serious recent national "
                                       "quiet official young historic uncertain";
static const char latin_places[] = "London Washington Beijing Tokyo Taipei Seoul Paris Berlin Moscow Kyiv Geneva "
                                   "Nairobi Delhi Sydney Toronto Cairo";
static const char latin_organisations[] = "ministry court council commission bank union university party agency office";
static const char latin_surnames[] =
	"Smith Johnson Brown Taylor Wilson Chen Kim Sato Novak Garcia Okafor Singh Meyer Rossi";
static const char latin_given[] = "Anna John Maria David Wei Yuki Elena Peter Grace Omar Lena Tom";
static const char latin_times[] = "Monday Tuesday Friday Sunday May June October";
static const char *const latin_sentences[] = {
	"The %A %N in %L %V the %N and the %N of the %N. ",
	"%P, a %N from %L, %V the %A %N before the %N. ",
	"“We have seen the %N, and it was not the %N that we were promised,” said %P. ",
	"According to a %N that the %N %V, %# people in %L lost the %A %N. ",
	"It is the %A %N since the %N %V it, and %# of the %Ns of %L are part of it. ",
	"But the %N of %L %V a %N of %# years. ",
};
static const char *const latin_titles[] = {"%L %N %V the %A %N", "%P on the %N of %L", "The %A %N: %# years of %N",
                                           "%N and %N in %L"};

#endif
