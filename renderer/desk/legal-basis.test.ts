import { expect, it } from "vitest";
import { chosenBasis, firstBasis, otherBasisIndex } from "./legal-basis.ts";

const item = { legalBasis: [{ law: "出版管理条例", article: "第三十五条" }, { law: "行政许可法", article: "第三十八条" }] };

it.each([
  ["the item's first unless another is chosen", firstBasis, item.legalBasis[0]],
  ["one of the item's", { basisIndex: 1, otherBasis: "" }, item.legalBasis[1]],
  ["the item's, whatever was written before", { basisIndex: 1, otherBasis: "建筑法" }, item.legalBasis[1]],
  ["one that an older version of the item had more", { basisIndex: 7, otherBasis: "" }, item.legalBasis[0]],
  ["one of the writer's own", { basisIndex: otherBasisIndex, otherBasis: " 建筑法第八条 " }, { law: "建筑法", article: "第八条" }],
  ["one in its marks", { basisIndex: otherBasisIndex, otherBasis: "《中华人民共和国建筑法》 第八条第二款" }, { law: "中华人民共和国建筑法", article: "第八条第二款" }],
  ["one without an article", { basisIndex: otherBasisIndex, otherBasis: "《江西省建筑管理条例》" }, { law: "江西省建筑管理条例", article: "" }],
  ["none of an article alone", { basisIndex: otherBasisIndex, otherBasis: "第八条" }, undefined],
  ["none while nothing is written", { basisIndex: otherBasisIndex, otherBasis: " " }, undefined],
])("gives %s", (_what, words, expected) => {
  expect(chosenBasis(item, words)).toEqual(expected);
});
