;; It calls itself with 400 values alive in each call, which are kept on the stack.
;; expects: Trap "call stack exhausted"
(module
  (memory (export "memory") 1)
  (func $f (param i32) (result i32)
    (i32.load (i32.const 0))
    (i32.load (i32.const 4))
    (i32.load (i32.const 8))
    (i32.load (i32.const 12))
    (i32.load (i32.const 16))
    (i32.load (i32.const 20))
    (i32.load (i32.const 24))
    (i32.load (i32.const 28))
    (i32.load (i32.const 32))
    (i32.load (i32.const 36))
    (i32.load (i32.const 40))
    (i32.load (i32.const 44))
    (i32.load (i32.const 48))
    (i32.load (i32.const 52))
    (i32.load (i32.const 56))
    (i32.load (i32.const 60))
    (i32.load (i32.const 64))
    (i32.load (i32.const 68))
    (i32.load (i32.const 72))
    (i32.load (i32.const 76))
    (i32.load (i32.const 80))
    (i32.load (i32.const 84))
    (i32.load (i32.const 88))
    (i32.load (i32.const 92))
    (i32.load (i32.const 96))
    (i32.load (i32.const 100))
    (i32.load (i32.const 104))
    (i32.load (i32.const 108))
    (i32.load (i32.const 112))
    (i32.load (i32.const 116))
    (i32.load (i32.const 120))
    (i32.load (i32.const 124))
    (i32.load (i32.const 128))
    (i32.load (i32.const 132))
    (i32.load (i32.const 136))
    (i32.load (i32.const 140))
    (i32.load (i32.const 144))
    (i32.load (i32.const 148))
    (i32.load (i32.const 152))
    (i32.load (i32.const 156))
    (i32.load (i32.const 160))
    (i32.load (i32.const 164))
    (i32.load (i32.const 168))
    (i32.load (i32.const 172))
    (i32.load (i32.const 176))
    (i32.load (i32.const 180))
    (i32.load (i32.const 184))
    (i32.load (i32.const 188))
    (i32.load (i32.const 192))
    (i32.load (i32.const 196))
    (i32.load (i32.const 200))
    (i32.load (i32.const 204))
    (i32.load (i32.const 208))
    (i32.load (i32.const 212))
    (i32.load (i32.const 216))
    (i32.load (i32.const 220))
    (i32.load (i32.const 224))
    (i32.load (i32.const 228))
    (i32.load (i32.const 232))
    (i32.load (i32.const 236))
    (i32.load (i32.const 240))
    (i32.load (i32.const 244))
    (i32.load (i32.const 248))
    (i32.load (i32.const 252))
    (i32.load (i32.const 256))
    (i32.load (i32.const 260))
    (i32.load (i32.const 264))
    (i32.load (i32.const 268))
    (i32.load (i32.const 272))
    (i32.load (i32.const 276))
    (i32.load (i32.const 280))
    (i32.load (i32.const 284))
    (i32.load (i32.const 288))
    (i32.load (i32.const 292))
    (i32.load (i32.const 296))
    (i32.load (i32.const 300))
    (i32.load (i32.const 304))
    (i32.load (i32.const 308))
    (i32.load (i32.const 312))
    (i32.load (i32.const 316))
    (i32.load (i32.const 320))
    (i32.load (i32.const 324))
    (i32.load (i32.const 328))
    (i32.load (i32.const 332))
    (i32.load (i32.const 336))
    (i32.load (i32.const 340))
    (i32.load (i32.const 344))
    (i32.load (i32.const 348))
    (i32.load (i32.const 352))
    (i32.load (i32.const 356))
    (i32.load (i32.const 360))
    (i32.load (i32.const 364))
    (i32.load (i32.const 368))
    (i32.load (i32.const 372))
    (i32.load (i32.const 376))
    (i32.load (i32.const 380))
    (i32.load (i32.const 384))
    (i32.load (i32.const 388))
    (i32.load (i32.const 392))
    (i32.load (i32.const 396))
    (i32.load (i32.const 400))
    (i32.load (i32.const 404))
    (i32.load (i32.const 408))
    (i32.load (i32.const 412))
    (i32.load (i32.const 416))
    (i32.load (i32.const 420))
    (i32.load (i32.const 424))
    (i32.load (i32.const 428))
    (i32.load (i32.const 432))
    (i32.load (i32.const 436))
    (i32.load (i32.const 440))
    (i32.load (i32.const 444))
    (i32.load (i32.const 448))
    (i32.load (i32.const 452))
    (i32.load (i32.const 456))
    (i32.load (i32.const 460))
    (i32.load (i32.const 464))
    (i32.load (i32.const 468))
    (i32.load (i32.const 472))
    (i32.load (i32.const 476))
    (i32.load (i32.const 480))
    (i32.load (i32.const 484))
    (i32.load (i32.const 488))
    (i32.load (i32.const 492))
    (i32.load (i32.const 496))
    (i32.load (i32.const 500))
    (i32.load (i32.const 504))
    (i32.load (i32.const 508))
    (i32.load (i32.const 512))
    (i32.load (i32.const 516))
    (i32.load (i32.const 520))
    (i32.load (i32.const 524))
    (i32.load (i32.const 528))
    (i32.load (i32.const 532))
    (i32.load (i32.const 536))
    (i32.load (i32.const 540))
    (i32.load (i32.const 544))
    (i32.load (i32.const 548))
    (i32.load (i32.const 552))
    (i32.load (i32.const 556))
    (i32.load (i32.const 560))
    (i32.load (i32.const 564))
    (i32.load (i32.const 568))
    (i32.load (i32.const 572))
    (i32.load (i32.const 576))
    (i32.load (i32.const 580))
    (i32.load (i32.const 584))
    (i32.load (i32.const 588))
    (i32.load (i32.const 592))
    (i32.load (i32.const 596))
    (i32.load (i32.const 600))
    (i32.load (i32.const 604))
    (i32.load (i32.const 608))
    (i32.load (i32.const 612))
    (i32.load (i32.const 616))
    (i32.load (i32.const 620))
    (i32.load (i32.const 624))
    (i32.load (i32.const 628))
    (i32.load (i32.const 632))
    (i32.load (i32.const 636))
    (i32.load (i32.const 640))
    (i32.load (i32.const 644))
    (i32.load (i32.const 648))
    (i32.load (i32.const 652))
    (i32.load (i32.const 656))
    (i32.load (i32.const 660))
    (i32.load (i32.const 664))
    (i32.load (i32.const 668))
    (i32.load (i32.const 672))
    (i32.load (i32.const 676))
    (i32.load (i32.const 680))
    (i32.load (i32.const 684))
    (i32.load (i32.const 688))
    (i32.load (i32.const 692))
    (i32.load (i32.const 696))
    (i32.load (i32.const 700))
    (i32.load (i32.const 704))
    (i32.load (i32.const 708))
    (i32.load (i32.const 712))
    (i32.load (i32.const 716))
    (i32.load (i32.const 720))
    (i32.load (i32.const 724))
    (i32.load (i32.const 728))
    (i32.load (i32.const 732))
    (i32.load (i32.const 736))
    (i32.load (i32.const 740))
    (i32.load (i32.const 744))
    (i32.load (i32.const 748))
    (i32.load (i32.const 752))
    (i32.load (i32.const 756))
    (i32.load (i32.const 760))
    (i32.load (i32.const 764))
    (i32.load (i32.const 768))
    (i32.load (i32.const 772))
    (i32.load (i32.const 776))
    (i32.load (i32.const 780))
    (i32.load (i32.const 784))
    (i32.load (i32.const 788))
    (i32.load (i32.const 792))
    (i32.load (i32.const 796))
    (i32.load (i32.const 800))
    (i32.load (i32.const 804))
    (i32.load (i32.const 808))
    (i32.load (i32.const 812))
    (i32.load (i32.const 816))
    (i32.load (i32.const 820))
    (i32.load (i32.const 824))
    (i32.load (i32.const 828))
    (i32.load (i32.const 832))
    (i32.load (i32.const 836))
    (i32.load (i32.const 840))
    (i32.load (i32.const 844))
    (i32.load (i32.const 848))
    (i32.load (i32.const 852))
    (i32.load (i32.const 856))
    (i32.load (i32.const 860))
    (i32.load (i32.const 864))
    (i32.load (i32.const 868))
    (i32.load (i32.const 872))
    (i32.load (i32.const 876))
    (i32.load (i32.const 880))
    (i32.load (i32.const 884))
    (i32.load (i32.const 888))
    (i32.load (i32.const 892))
    (i32.load (i32.const 896))
    (i32.load (i32.const 900))
    (i32.load (i32.const 904))
    (i32.load (i32.const 908))
    (i32.load (i32.const 912))
    (i32.load (i32.const 916))
    (i32.load (i32.const 920))
    (i32.load (i32.const 924))
    (i32.load (i32.const 928))
    (i32.load (i32.const 932))
    (i32.load (i32.const 936))
    (i32.load (i32.const 940))
    (i32.load (i32.const 944))
    (i32.load (i32.const 948))
    (i32.load (i32.const 952))
    (i32.load (i32.const 956))
    (i32.load (i32.const 960))
    (i32.load (i32.const 964))
    (i32.load (i32.const 968))
    (i32.load (i32.const 972))
    (i32.load (i32.const 976))
    (i32.load (i32.const 980))
    (i32.load (i32.const 984))
    (i32.load (i32.const 988))
    (i32.load (i32.const 992))
    (i32.load (i32.const 996))
    (i32.load (i32.const 1000))
    (i32.load (i32.const 1004))
    (i32.load (i32.const 1008))
    (i32.load (i32.const 1012))
    (i32.load (i32.const 1016))
    (i32.load (i32.const 1020))
    (i32.load (i32.const 1024))
    (i32.load (i32.const 1028))
    (i32.load (i32.const 1032))
    (i32.load (i32.const 1036))
    (i32.load (i32.const 1040))
    (i32.load (i32.const 1044))
    (i32.load (i32.const 1048))
    (i32.load (i32.const 1052))
    (i32.load (i32.const 1056))
    (i32.load (i32.const 1060))
    (i32.load (i32.const 1064))
    (i32.load (i32.const 1068))
    (i32.load (i32.const 1072))
    (i32.load (i32.const 1076))
    (i32.load (i32.const 1080))
    (i32.load (i32.const 1084))
    (i32.load (i32.const 1088))
    (i32.load (i32.const 1092))
    (i32.load (i32.const 1096))
    (i32.load (i32.const 1100))
    (i32.load (i32.const 1104))
    (i32.load (i32.const 1108))
    (i32.load (i32.const 1112))
    (i32.load (i32.const 1116))
    (i32.load (i32.const 1120))
    (i32.load (i32.const 1124))
    (i32.load (i32.const 1128))
    (i32.load (i32.const 1132))
    (i32.load (i32.const 1136))
    (i32.load (i32.const 1140))
    (i32.load (i32.const 1144))
    (i32.load (i32.const 1148))
    (i32.load (i32.const 1152))
    (i32.load (i32.const 1156))
    (i32.load (i32.const 1160))
    (i32.load (i32.const 1164))
    (i32.load (i32.const 1168))
    (i32.load (i32.const 1172))
    (i32.load (i32.const 1176))
    (i32.load (i32.const 1180))
    (i32.load (i32.const 1184))
    (i32.load (i32.const 1188))
    (i32.load (i32.const 1192))
    (i32.load (i32.const 1196))
    (i32.load (i32.const 1200))
    (i32.load (i32.const 1204))
    (i32.load (i32.const 1208))
    (i32.load (i32.const 1212))
    (i32.load (i32.const 1216))
    (i32.load (i32.const 1220))
    (i32.load (i32.const 1224))
    (i32.load (i32.const 1228))
    (i32.load (i32.const 1232))
    (i32.load (i32.const 1236))
    (i32.load (i32.const 1240))
    (i32.load (i32.const 1244))
    (i32.load (i32.const 1248))
    (i32.load (i32.const 1252))
    (i32.load (i32.const 1256))
    (i32.load (i32.const 1260))
    (i32.load (i32.const 1264))
    (i32.load (i32.const 1268))
    (i32.load (i32.const 1272))
    (i32.load (i32.const 1276))
    (i32.load (i32.const 1280))
    (i32.load (i32.const 1284))
    (i32.load (i32.const 1288))
    (i32.load (i32.const 1292))
    (i32.load (i32.const 1296))
    (i32.load (i32.const 1300))
    (i32.load (i32.const 1304))
    (i32.load (i32.const 1308))
    (i32.load (i32.const 1312))
    (i32.load (i32.const 1316))
    (i32.load (i32.const 1320))
    (i32.load (i32.const 1324))
    (i32.load (i32.const 1328))
    (i32.load (i32.const 1332))
    (i32.load (i32.const 1336))
    (i32.load (i32.const 1340))
    (i32.load (i32.const 1344))
    (i32.load (i32.const 1348))
    (i32.load (i32.const 1352))
    (i32.load (i32.const 1356))
    (i32.load (i32.const 1360))
    (i32.load (i32.const 1364))
    (i32.load (i32.const 1368))
    (i32.load (i32.const 1372))
    (i32.load (i32.const 1376))
    (i32.load (i32.const 1380))
    (i32.load (i32.const 1384))
    (i32.load (i32.const 1388))
    (i32.load (i32.const 1392))
    (i32.load (i32.const 1396))
    (i32.load (i32.const 1400))
    (i32.load (i32.const 1404))
    (i32.load (i32.const 1408))
    (i32.load (i32.const 1412))
    (i32.load (i32.const 1416))
    (i32.load (i32.const 1420))
    (i32.load (i32.const 1424))
    (i32.load (i32.const 1428))
    (i32.load (i32.const 1432))
    (i32.load (i32.const 1436))
    (i32.load (i32.const 1440))
    (i32.load (i32.const 1444))
    (i32.load (i32.const 1448))
    (i32.load (i32.const 1452))
    (i32.load (i32.const 1456))
    (i32.load (i32.const 1460))
    (i32.load (i32.const 1464))
    (i32.load (i32.const 1468))
    (i32.load (i32.const 1472))
    (i32.load (i32.const 1476))
    (i32.load (i32.const 1480))
    (i32.load (i32.const 1484))
    (i32.load (i32.const 1488))
    (i32.load (i32.const 1492))
    (i32.load (i32.const 1496))
    (i32.load (i32.const 1500))
    (i32.load (i32.const 1504))
    (i32.load (i32.const 1508))
    (i32.load (i32.const 1512))
    (i32.load (i32.const 1516))
    (i32.load (i32.const 1520))
    (i32.load (i32.const 1524))
    (i32.load (i32.const 1528))
    (i32.load (i32.const 1532))
    (i32.load (i32.const 1536))
    (i32.load (i32.const 1540))
    (i32.load (i32.const 1544))
    (i32.load (i32.const 1548))
    (i32.load (i32.const 1552))
    (i32.load (i32.const 1556))
    (i32.load (i32.const 1560))
    (i32.load (i32.const 1564))
    (i32.load (i32.const 1568))
    (i32.load (i32.const 1572))
    (i32.load (i32.const 1576))
    (i32.load (i32.const 1580))
    (i32.load (i32.const 1584))
    (i32.load (i32.const 1588))
    (i32.load (i32.const 1592))
    (i32.load (i32.const 1596))
    (call $f (i32.const 0))
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
    i32.add
  )
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $f (i32.const 0))))
