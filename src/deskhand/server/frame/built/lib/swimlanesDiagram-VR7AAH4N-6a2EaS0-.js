import{r as e,t}from"./chunk-SHT3W25Y-CmWnH47D.js";import"./chunk-POPQ4Y6H-n8TVIyOR.js";import"./mermaid.core-qkCtSoHp.js";import"./chunk-F27PBJKO-BVbP0vYX.js";import"./chunk-L3NEJ4N5-KB5uxTbL.js";import"./chunk-OSK3NFVY-BVcBCGQd.js";import"./chunk-GVQU2GXP-B3K-s7Ka.js";import"./chunk-4HAMMTFA-qYPay9dX.js";import"./chunk-P2QGCYS3-DVM_m7bt.js";import"./chunk-GMAD6QVW-idm_n_Ir.js";import"./chunk-PWAF6VOD-CwhfzzuY.js";import"./chunk-75Z2AOVW-Dw6xcmhv.js";import"./chunk-DU6HZSFF-DzIn5dNK.js";import"./chunk-X3CZISLH-Y8flxpwg.js";import{n}from"./chunk-Y2CYZVJY-DsF7k-Jl.js";var r=t({defaultLayout:`swimlane`,styles:/* @__PURE__ */ n(t=>`${e(t)}
  .swimlane.cluster rect {
    stroke: ${t.clusterBorder} !important;
  }
  [data-look="neo"].cluster rect {
    filter: none;
  }
`,`getStyles`)});export{r as diagram};