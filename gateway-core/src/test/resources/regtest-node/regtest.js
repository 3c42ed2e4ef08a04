// A real bitcoin full node (bcoin) on regtest with Bitcoin Core's regtest prefixes (bcrt1…, tpub…), and a miner with money.
//   npm ci && node regtest.js <rpcPort> <blocksFile>
// JSON-RPC on 127.0.0.1:rpcPort, HTTP Basic, user "x", password "test". Blocks are kept in blocksFile, so that the node can
// be ended and started again with its chain; its mempool is lost, as after a crash.
//
// Besides the usual methods:
//   testpay [[address, satoshi], …] {broadcast, replaceable, coin}  a transaction of the miner; {txid, hex, coin}
//   testmine count [hex, …] depth   blocks with exactly these transactions in the first one; without a list, with the
//     mempool. With a depth, on the block so deep below the last one: more blocks than that reorganise the chain
process.env.NODE_BACKEND = 'js';
const fs = require('fs');
const networks = require('bcoin/lib/protocol/networks');
networks.regtest.addressPrefix = Object.assign({}, networks.testnet.addressPrefix, { bech32: 'bcrt' });
networks.regtest.keyPrefix = Object.assign({}, networks.testnet.keyPrefix);
const { FullNode, MTX, TX, Block, KeyRing, Address } = require('bcoin');

const FEE = 10000;
const MATURITY = 100;
const SEGWIT_HEIGHT = 450;
const [port, blocksFile] = [Number(process.argv[2]), process.argv[3]];

const miner = KeyRing.fromPrivate(Buffer.alloc(32, 7), true, 'regtest');
miner.witness = true;
const spent = new Set();

async function coinOf(node, wanted) {
  const coins = await node.chain.getCoinsByAddress([miner.getAddress()]);
  if (wanted) {
    const [txid, vout] = wanted.split(':');
    return coins.find((coin) => coin.txid() === txid && coin.index === Number(vout));
  }
  const coin = coins.find((one) => !spent.has(`${one.txid()}:${one.index}`)
    && (!one.coinbase || one.height <= node.chain.height - MATURITY) && one.value > 1e8);
  return coin;
}

async function pay(node, [outputs, options = {}]) {
  const coin = await coinOf(node, options.coin);
  if (!coin) throw new Error('no such coin');
  const mtx = new MTX();
  mtx.addCoin(coin);
  mtx.inputs[0].sequence = options.replaceable ? 0xfffffffd : 0xffffffff;
  let change = coin.value - FEE;
  for (const [address, satoshi] of outputs) {
    mtx.addOutput(Address.fromString(address, 'regtest'), satoshi);
    change -= satoshi;
  }
  if (change < 0) throw new Error('the coin is too small');
  if (change > 1000) mtx.addOutput(miner.getAddress(), change);
  mtx.sign(miner);
  const tx = mtx.toTX();
  spent.add(`${coin.txid()}:${coin.index}`);
  if (options.broadcast !== false) {
    const missing = await node.mempool.addTX(tx);
    if (missing) throw new Error('its inputs are missing');
  }
  return { txid: tx.txid(), hex: tx.toRaw().toString('hex'), coin: `${coin.txid()}:${coin.index}` };
}

async function mine(node, [count, hexes, depth = 0]) {
  const hashes = [];
  const assemble = node.miner.assemble;
  let tip = node.chain.tip;
  for (let i = 0; i < depth; i++) {
    tip = await node.chain.getPrevious(tip);
  }
  try {
    if (hexes) {
      node.miner.assemble = () => {};
    }
    for (let i = 0; i < count; i++) {
      const job = await node.miner.cpu.createJob(tip, miner.getAddress());
      for (const hex of hexes && i === 0 ? hexes : []) {
        job.attempt.pushTX(TX.fromRaw(Buffer.from(hex, 'hex')));
      }
      job.refresh();
      const block = await job.mineAsync();
      tip = await node.chain.add(block);
      if (!tip) throw new Error('the block was not added');
      hashes.push(tip.rhash());
    }
  } finally {
    node.miner.assemble = assemble;
  }
  return hashes;
}

async function replay(node) {
  const raw = fs.readFileSync(blocksFile);
  for (let at = 0; at < raw.length;) {
    const size = raw.readUInt32LE(at);
    await node.chain.add(Block.fromRaw(raw.slice(at + 4, at + 4 + size)));
    at += 4 + size;
  }
}

(async () => {
  const node = new FullNode({
    network: 'regtest', memory: true, logLevel: 'error', logConsole: true, listen: false,
    apiKey: 'test', httpHost: '127.0.0.1', httpPort: port, indexTX: true, indexAddress: true,
  });
  node.rpc.add('testpay', (args) => pay(node, args));
  node.rpc.add('testmine', (args) => mine(node, args));
  await node.open();
  if (fs.existsSync(blocksFile)) {
    await replay(node);
  }
  const blocks = fs.openSync(blocksFile, 'a');
  node.chain.on('connect', (entry, block) => {
    const raw = block.toRaw();
    const size = Buffer.alloc(4);
    size.writeUInt32LE(raw.length, 0);
    fs.writeSync(blocks, Buffer.concat([size, raw]));
  });
  if (node.chain.height < SEGWIT_HEIGHT) {
    await mine(node, [SEGWIT_HEIGHT - node.chain.height]);
  }
  console.log(`regtest node ready on ${port}`);
})().catch((error) => { console.error(error); process.exit(1); });
