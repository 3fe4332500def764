// @ts-self-types="./interview.d.ts"
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["grindstone"] || ($protobuf.roots["grindstone"] = {});

export const grindstone = $root.grindstone = (() => {

    /**
     * Namespace grindstone.
     * @exports grindstone
     * @namespace
     */
    const grindstone = {};

    grindstone.ClientToServerMessage = (function() {

        /**
         * Properties of a ClientToServerMessage.
         * @typedef {Object} grindstone.ClientToServerMessage.$Properties
         * @property {grindstone.AudioChunk.$Properties|null} [audioChunk] ClientToServerMessage audioChunk
         * @property {grindstone.EndRequest.$Properties|null} [endRequest] ClientToServerMessage endRequest
         * @property {grindstone.StartRequest.$Properties|null} [startRequest] ClientToServerMessage startRequest
         * @property {"audioChunk"|"endRequest"|"startRequest"} [payload] ClientToServerMessage payload
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ClientToServerMessage.
         * @memberof grindstone
         * @interface IClientToServerMessage
         * @augments grindstone.ClientToServerMessage.$Properties
         * @deprecated Use grindstone.ClientToServerMessage.$Properties instead.
         */

        /**
         * Narrowed shape of a ClientToServerMessage.
         * @typedef {{
         *   audioChunk?: grindstone.AudioChunk.$Shape|null;
         *   endRequest?: grindstone.EndRequest.$Shape|null;
         *   startRequest?: grindstone.StartRequest.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ payload?: undefined; audioChunk?: null; endRequest?: null; startRequest?: null }|{ payload?: "audioChunk"; audioChunk: grindstone.AudioChunk.$Shape; endRequest?: null; startRequest?: null }|{ payload?: "endRequest"; audioChunk?: null; endRequest: grindstone.EndRequest.$Shape; startRequest?: null }|{ payload?: "startRequest"; audioChunk?: null; endRequest?: null; startRequest: grindstone.StartRequest.$Shape })
         * )} grindstone.ClientToServerMessage.$Shape
         */

        /**
         * Constructs a new ClientToServerMessage.
         * @memberof grindstone
         * @classdesc Represents a ClientToServerMessage.
         * @constructor
         * @param {grindstone.ClientToServerMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ClientToServerMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ClientToServerMessage audioChunk.
         * @member {grindstone.AudioChunk.$Properties|null|undefined} audioChunk
         * @memberof grindstone.ClientToServerMessage
         * @instance
         */
        ClientToServerMessage.prototype.audioChunk = null;

        /**
         * ClientToServerMessage endRequest.
         * @member {grindstone.EndRequest.$Properties|null|undefined} endRequest
         * @memberof grindstone.ClientToServerMessage
         * @instance
         */
        ClientToServerMessage.prototype.endRequest = null;

        /**
         * ClientToServerMessage startRequest.
         * @member {grindstone.StartRequest.$Properties|null|undefined} startRequest
         * @memberof grindstone.ClientToServerMessage
         * @instance
         */
        ClientToServerMessage.prototype.startRequest = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * ClientToServerMessage payload.
         * @member {"audioChunk"|"endRequest"|"startRequest"|undefined} payload
         * @memberof grindstone.ClientToServerMessage
         * @instance
         */
        $Object.defineProperty(ClientToServerMessage.prototype, "payload", {
            get: $util.oneOfGetter($oneOfFields = ["audioChunk", "endRequest", "startRequest"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified ClientToServerMessage message. Does not implicitly {@link grindstone.ClientToServerMessage.verify|verify} messages.
         * @function encode
         * @memberof grindstone.ClientToServerMessage
         * @static
         * @param {grindstone.ClientToServerMessage.$Properties} message ClientToServerMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ClientToServerMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.audioChunk != null && $Object.hasOwnProperty.call(message, "audioChunk"))
                $root.grindstone.AudioChunk.encode(message.audioChunk, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.endRequest != null && $Object.hasOwnProperty.call(message, "endRequest"))
                $root.grindstone.EndRequest.encode(message.endRequest, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.startRequest != null && $Object.hasOwnProperty.call(message, "startRequest"))
                $root.grindstone.StartRequest.encode(message.startRequest, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ClientToServerMessage message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.ClientToServerMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.ClientToServerMessage & grindstone.ClientToServerMessage.$Shape} ClientToServerMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ClientToServerMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.ClientToServerMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.audioChunk = $root.grindstone.AudioChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.audioChunk);
                        message.payload = "audioChunk";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.endRequest = $root.grindstone.EndRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.endRequest);
                        message.payload = "endRequest";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.startRequest = $root.grindstone.StartRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.startRequest);
                        message.payload = "startRequest";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ClientToServerMessage;
    })();

    grindstone.AudioChunk = (function() {

        /**
         * Properties of an AudioChunk.
         * @typedef {Object} grindstone.AudioChunk.$Properties
         * @property {Uint8Array|null} [audioContent] AudioChunk audioContent
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AudioChunk.
         * @memberof grindstone
         * @interface IAudioChunk
         * @augments grindstone.AudioChunk.$Properties
         * @deprecated Use grindstone.AudioChunk.$Properties instead.
         */

        /**
         * Shape of an AudioChunk.
         * @typedef {grindstone.AudioChunk.$Properties} grindstone.AudioChunk.$Shape
         */

        /**
         * Constructs a new AudioChunk.
         * @memberof grindstone
         * @classdesc Represents an AudioChunk.
         * @constructor
         * @param {grindstone.AudioChunk.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AudioChunk = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AudioChunk audioContent.
         * @member {Uint8Array} audioContent
         * @memberof grindstone.AudioChunk
         * @instance
         */
        AudioChunk.prototype.audioContent = $util.newBuffer([]);

        /**
         * Encodes the specified AudioChunk message. Does not implicitly {@link grindstone.AudioChunk.verify|verify} messages.
         * @function encode
         * @memberof grindstone.AudioChunk
         * @static
         * @param {grindstone.AudioChunk.$Properties} message AudioChunk message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AudioChunk.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.audioContent != null && $Object.hasOwnProperty.call(message, "audioContent") && message.audioContent.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.audioContent);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AudioChunk message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.AudioChunk
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.AudioChunk & grindstone.AudioChunk.$Shape} AudioChunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AudioChunk.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.AudioChunk();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.audioContent = value;
                        else
                            delete message.audioContent;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AudioChunk;
    })();

    grindstone.EndRequest = (function() {

        /**
         * Properties of an EndRequest.
         * @typedef {Object} grindstone.EndRequest.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an EndRequest.
         * @memberof grindstone
         * @interface IEndRequest
         * @augments grindstone.EndRequest.$Properties
         * @deprecated Use grindstone.EndRequest.$Properties instead.
         */

        /**
         * Shape of an EndRequest.
         * @typedef {grindstone.EndRequest.$Properties} grindstone.EndRequest.$Shape
         */

        /**
         * Constructs a new EndRequest.
         * @memberof grindstone
         * @classdesc Represents an EndRequest.
         * @constructor
         * @param {grindstone.EndRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const EndRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified EndRequest message. Does not implicitly {@link grindstone.EndRequest.verify|verify} messages.
         * @function encode
         * @memberof grindstone.EndRequest
         * @static
         * @param {grindstone.EndRequest.$Properties} message EndRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        EndRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an EndRequest message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.EndRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.EndRequest & grindstone.EndRequest.$Shape} EndRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        EndRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.EndRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return EndRequest;
    })();

    grindstone.StartRequest = (function() {

        /**
         * Properties of a StartRequest.
         * @typedef {Object} grindstone.StartRequest.$Properties
         * @property {string|null} [interviewId] StartRequest interviewId
         * @property {string|null} [authToken] StartRequest authToken
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a StartRequest.
         * @memberof grindstone
         * @interface IStartRequest
         * @augments grindstone.StartRequest.$Properties
         * @deprecated Use grindstone.StartRequest.$Properties instead.
         */

        /**
         * Shape of a StartRequest.
         * @typedef {grindstone.StartRequest.$Properties} grindstone.StartRequest.$Shape
         */

        /**
         * Constructs a new StartRequest.
         * @memberof grindstone
         * @classdesc Represents a StartRequest.
         * @constructor
         * @param {grindstone.StartRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const StartRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * StartRequest interviewId.
         * @member {string} interviewId
         * @memberof grindstone.StartRequest
         * @instance
         */
        StartRequest.prototype.interviewId = "";

        /**
         * StartRequest authToken.
         * @member {string} authToken
         * @memberof grindstone.StartRequest
         * @instance
         */
        StartRequest.prototype.authToken = "";

        /**
         * Encodes the specified StartRequest message. Does not implicitly {@link grindstone.StartRequest.verify|verify} messages.
         * @function encode
         * @memberof grindstone.StartRequest
         * @static
         * @param {grindstone.StartRequest.$Properties} message StartRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        StartRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.interviewId != null && $Object.hasOwnProperty.call(message, "interviewId") && message.interviewId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.interviewId);
            if (message.authToken != null && $Object.hasOwnProperty.call(message, "authToken") && message.authToken !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.authToken);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a StartRequest message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.StartRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.StartRequest & grindstone.StartRequest.$Shape} StartRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        StartRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.StartRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.interviewId = value;
                        else
                            delete message.interviewId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.authToken = value;
                        else
                            delete message.authToken;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StartRequest;
    })();

    grindstone.ServerToClientMessage = (function() {

        /**
         * Properties of a ServerToClientMessage.
         * @typedef {Object} grindstone.ServerToClientMessage.$Properties
         * @property {grindstone.TranscriptUpdate.$Properties|null} [transcriptUpdate] ServerToClientMessage transcriptUpdate
         * @property {grindstone.AudioResponse.$Properties|null} [audioResponse] ServerToClientMessage audioResponse
         * @property {grindstone.ErrorResponse.$Properties|null} [error] ServerToClientMessage error
         * @property {grindstone.SessionEnded.$Properties|null} [sessionEnded] ServerToClientMessage sessionEnded
         * @property {grindstone.StartResponse.$Properties|null} [startResponse] ServerToClientMessage startResponse
         * @property {grindstone.InterviewerStatus.$Properties|null} [interviewerStatus] ServerToClientMessage interviewerStatus
         * @property {"transcriptUpdate"|"audioResponse"|"error"|"sessionEnded"|"startResponse"|"interviewerStatus"} [payload] ServerToClientMessage payload
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ServerToClientMessage.
         * @memberof grindstone
         * @interface IServerToClientMessage
         * @augments grindstone.ServerToClientMessage.$Properties
         * @deprecated Use grindstone.ServerToClientMessage.$Properties instead.
         */

        /**
         * Narrowed shape of a ServerToClientMessage.
         * @typedef {{
         *   transcriptUpdate?: grindstone.TranscriptUpdate.$Shape|null;
         *   audioResponse?: grindstone.AudioResponse.$Shape|null;
         *   error?: grindstone.ErrorResponse.$Shape|null;
         *   sessionEnded?: grindstone.SessionEnded.$Shape|null;
         *   startResponse?: grindstone.StartResponse.$Shape|null;
         *   interviewerStatus?: grindstone.InterviewerStatus.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ payload?: undefined; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "transcriptUpdate"; transcriptUpdate: grindstone.TranscriptUpdate.$Shape; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "audioResponse"; transcriptUpdate?: null; audioResponse: grindstone.AudioResponse.$Shape; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "error"; transcriptUpdate?: null; audioResponse?: null; error: grindstone.ErrorResponse.$Shape; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "sessionEnded"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded: grindstone.SessionEnded.$Shape; startResponse?: null; interviewerStatus?: null }|{ payload?: "startResponse"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse: grindstone.StartResponse.$Shape; interviewerStatus?: null }|{ payload?: "interviewerStatus"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus: grindstone.InterviewerStatus.$Shape })
         * )} grindstone.ServerToClientMessage.$Shape
         */

        /**
         * Constructs a new ServerToClientMessage.
         * @memberof grindstone
         * @classdesc Represents a ServerToClientMessage.
         * @constructor
         * @param {grindstone.ServerToClientMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ServerToClientMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ServerToClientMessage transcriptUpdate.
         * @member {grindstone.TranscriptUpdate.$Properties|null|undefined} transcriptUpdate
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.transcriptUpdate = null;

        /**
         * ServerToClientMessage audioResponse.
         * @member {grindstone.AudioResponse.$Properties|null|undefined} audioResponse
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.audioResponse = null;

        /**
         * ServerToClientMessage error.
         * @member {grindstone.ErrorResponse.$Properties|null|undefined} error
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.error = null;

        /**
         * ServerToClientMessage sessionEnded.
         * @member {grindstone.SessionEnded.$Properties|null|undefined} sessionEnded
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.sessionEnded = null;

        /**
         * ServerToClientMessage startResponse.
         * @member {grindstone.StartResponse.$Properties|null|undefined} startResponse
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.startResponse = null;

        /**
         * ServerToClientMessage interviewerStatus.
         * @member {grindstone.InterviewerStatus.$Properties|null|undefined} interviewerStatus
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        ServerToClientMessage.prototype.interviewerStatus = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * ServerToClientMessage payload.
         * @member {"transcriptUpdate"|"audioResponse"|"error"|"sessionEnded"|"startResponse"|"interviewerStatus"|undefined} payload
         * @memberof grindstone.ServerToClientMessage
         * @instance
         */
        $Object.defineProperty(ServerToClientMessage.prototype, "payload", {
            get: $util.oneOfGetter($oneOfFields = ["transcriptUpdate", "audioResponse", "error", "sessionEnded", "startResponse", "interviewerStatus"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified ServerToClientMessage message. Does not implicitly {@link grindstone.ServerToClientMessage.verify|verify} messages.
         * @function encode
         * @memberof grindstone.ServerToClientMessage
         * @static
         * @param {grindstone.ServerToClientMessage.$Properties} message ServerToClientMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ServerToClientMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.transcriptUpdate != null && $Object.hasOwnProperty.call(message, "transcriptUpdate"))
                $root.grindstone.TranscriptUpdate.encode(message.transcriptUpdate, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.audioResponse != null && $Object.hasOwnProperty.call(message, "audioResponse"))
                $root.grindstone.AudioResponse.encode(message.audioResponse, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                $root.grindstone.ErrorResponse.encode(message.error, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.sessionEnded != null && $Object.hasOwnProperty.call(message, "sessionEnded"))
                $root.grindstone.SessionEnded.encode(message.sessionEnded, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.startResponse != null && $Object.hasOwnProperty.call(message, "startResponse"))
                $root.grindstone.StartResponse.encode(message.startResponse, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.interviewerStatus != null && $Object.hasOwnProperty.call(message, "interviewerStatus"))
                $root.grindstone.InterviewerStatus.encode(message.interviewerStatus, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ServerToClientMessage message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.ServerToClientMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.ServerToClientMessage & grindstone.ServerToClientMessage.$Shape} ServerToClientMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ServerToClientMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.ServerToClientMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.transcriptUpdate = $root.grindstone.TranscriptUpdate.decode(reader, reader.size(), $undefined, _depth + 1, message.transcriptUpdate);
                        message.payload = "transcriptUpdate";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.audioResponse = $root.grindstone.AudioResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.audioResponse);
                        message.payload = "audioResponse";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.error = $root.grindstone.ErrorResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                        message.payload = "error";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.sessionEnded = $root.grindstone.SessionEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.sessionEnded);
                        message.payload = "sessionEnded";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.startResponse = $root.grindstone.StartResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.startResponse);
                        message.payload = "startResponse";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.interviewerStatus = $root.grindstone.InterviewerStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.interviewerStatus);
                        message.payload = "interviewerStatus";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ServerToClientMessage;
    })();

    grindstone.TranscriptUpdate = (function() {

        /**
         * Properties of a TranscriptUpdate.
         * @typedef {Object} grindstone.TranscriptUpdate.$Properties
         * @property {string|null} [speaker] TranscriptUpdate speaker
         * @property {string|null} [text] TranscriptUpdate text
         * @property {boolean|null} [isFinal] TranscriptUpdate isFinal
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TranscriptUpdate.
         * @memberof grindstone
         * @interface ITranscriptUpdate
         * @augments grindstone.TranscriptUpdate.$Properties
         * @deprecated Use grindstone.TranscriptUpdate.$Properties instead.
         */

        /**
         * Shape of a TranscriptUpdate.
         * @typedef {grindstone.TranscriptUpdate.$Properties} grindstone.TranscriptUpdate.$Shape
         */

        /**
         * Constructs a new TranscriptUpdate.
         * @memberof grindstone
         * @classdesc Represents a TranscriptUpdate.
         * @constructor
         * @param {grindstone.TranscriptUpdate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TranscriptUpdate = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TranscriptUpdate speaker.
         * @member {string} speaker
         * @memberof grindstone.TranscriptUpdate
         * @instance
         */
        TranscriptUpdate.prototype.speaker = "";

        /**
         * TranscriptUpdate text.
         * @member {string} text
         * @memberof grindstone.TranscriptUpdate
         * @instance
         */
        TranscriptUpdate.prototype.text = "";

        /**
         * TranscriptUpdate isFinal.
         * @member {boolean} isFinal
         * @memberof grindstone.TranscriptUpdate
         * @instance
         */
        TranscriptUpdate.prototype.isFinal = false;

        /**
         * Encodes the specified TranscriptUpdate message. Does not implicitly {@link grindstone.TranscriptUpdate.verify|verify} messages.
         * @function encode
         * @memberof grindstone.TranscriptUpdate
         * @static
         * @param {grindstone.TranscriptUpdate.$Properties} message TranscriptUpdate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TranscriptUpdate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.speaker != null && $Object.hasOwnProperty.call(message, "speaker") && message.speaker !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.speaker);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
            if (message.isFinal != null && $Object.hasOwnProperty.call(message, "isFinal") && message.isFinal !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.isFinal);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TranscriptUpdate message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.TranscriptUpdate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.TranscriptUpdate & grindstone.TranscriptUpdate.$Shape} TranscriptUpdate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TranscriptUpdate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.TranscriptUpdate();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.speaker = value;
                        else
                            delete message.speaker;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.isFinal = value;
                        else
                            delete message.isFinal;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TranscriptUpdate;
    })();

    grindstone.AudioResponse = (function() {

        /**
         * Properties of an AudioResponse.
         * @typedef {Object} grindstone.AudioResponse.$Properties
         * @property {Uint8Array|null} [audioContent] AudioResponse audioContent
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AudioResponse.
         * @memberof grindstone
         * @interface IAudioResponse
         * @augments grindstone.AudioResponse.$Properties
         * @deprecated Use grindstone.AudioResponse.$Properties instead.
         */

        /**
         * Shape of an AudioResponse.
         * @typedef {grindstone.AudioResponse.$Properties} grindstone.AudioResponse.$Shape
         */

        /**
         * Constructs a new AudioResponse.
         * @memberof grindstone
         * @classdesc Represents an AudioResponse.
         * @constructor
         * @param {grindstone.AudioResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AudioResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AudioResponse audioContent.
         * @member {Uint8Array} audioContent
         * @memberof grindstone.AudioResponse
         * @instance
         */
        AudioResponse.prototype.audioContent = $util.newBuffer([]);

        /**
         * Encodes the specified AudioResponse message. Does not implicitly {@link grindstone.AudioResponse.verify|verify} messages.
         * @function encode
         * @memberof grindstone.AudioResponse
         * @static
         * @param {grindstone.AudioResponse.$Properties} message AudioResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AudioResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.audioContent != null && $Object.hasOwnProperty.call(message, "audioContent") && message.audioContent.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.audioContent);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AudioResponse message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.AudioResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.AudioResponse & grindstone.AudioResponse.$Shape} AudioResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AudioResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.AudioResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.audioContent = value;
                        else
                            delete message.audioContent;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AudioResponse;
    })();

    grindstone.ErrorResponse = (function() {

        /**
         * Properties of an ErrorResponse.
         * @typedef {Object} grindstone.ErrorResponse.$Properties
         * @property {number|null} [code] ErrorResponse code
         * @property {string|null} [message] ErrorResponse message
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an ErrorResponse.
         * @memberof grindstone
         * @interface IErrorResponse
         * @augments grindstone.ErrorResponse.$Properties
         * @deprecated Use grindstone.ErrorResponse.$Properties instead.
         */

        /**
         * Shape of an ErrorResponse.
         * @typedef {grindstone.ErrorResponse.$Properties} grindstone.ErrorResponse.$Shape
         */

        /**
         * Constructs a new ErrorResponse.
         * @memberof grindstone
         * @classdesc Represents an ErrorResponse.
         * @constructor
         * @param {grindstone.ErrorResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ErrorResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ErrorResponse code.
         * @member {number} code
         * @memberof grindstone.ErrorResponse
         * @instance
         */
        ErrorResponse.prototype.code = 0;

        /**
         * ErrorResponse message.
         * @member {string} message
         * @memberof grindstone.ErrorResponse
         * @instance
         */
        ErrorResponse.prototype.message = "";

        /**
         * Encodes the specified ErrorResponse message. Does not implicitly {@link grindstone.ErrorResponse.verify|verify} messages.
         * @function encode
         * @memberof grindstone.ErrorResponse
         * @static
         * @param {grindstone.ErrorResponse.$Properties} message ErrorResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ErrorResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an ErrorResponse message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.ErrorResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.ErrorResponse & grindstone.ErrorResponse.$Shape} ErrorResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ErrorResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.ErrorResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ErrorResponse;
    })();

    grindstone.SessionEnded = (function() {

        /**
         * Properties of a SessionEnded.
         * @typedef {Object} grindstone.SessionEnded.$Properties
         * @property {grindstone.SessionEnded.Reason|null} [reason] SessionEnded reason
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SessionEnded.
         * @memberof grindstone
         * @interface ISessionEnded
         * @augments grindstone.SessionEnded.$Properties
         * @deprecated Use grindstone.SessionEnded.$Properties instead.
         */

        /**
         * Shape of a SessionEnded.
         * @typedef {grindstone.SessionEnded.$Properties} grindstone.SessionEnded.$Shape
         */

        /**
         * Constructs a new SessionEnded.
         * @memberof grindstone
         * @classdesc Represents a SessionEnded.
         * @constructor
         * @param {grindstone.SessionEnded.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SessionEnded = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SessionEnded reason.
         * @member {grindstone.SessionEnded.Reason} reason
         * @memberof grindstone.SessionEnded
         * @instance
         */
        SessionEnded.prototype.reason = 0;

        /**
         * Encodes the specified SessionEnded message. Does not implicitly {@link grindstone.SessionEnded.verify|verify} messages.
         * @function encode
         * @memberof grindstone.SessionEnded
         * @static
         * @param {grindstone.SessionEnded.$Properties} message SessionEnded message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SessionEnded.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SessionEnded message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.SessionEnded
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.SessionEnded & grindstone.SessionEnded.$Shape} SessionEnded
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SessionEnded.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.SessionEnded();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Reason enum.
         * @name grindstone.SessionEnded.Reason
         * @enum {number}
         * @property {number} REASON_UNSPECIFIED=0 REASON_UNSPECIFIED value
         * @property {number} USER_INITIATED=1 USER_INITIATED value
         * @property {number} GEMINI_ENDED=2 GEMINI_ENDED value
         * @property {number} TIMEOUT=3 TIMEOUT value
         * @property {number} MODERATOR_ENDED=4 MODERATOR_ENDED value
         * @property {number} FAILED=5 FAILED value
         */
        SessionEnded.Reason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REASON_UNSPECIFIED"] = 0;
            values[valuesById[1] = "USER_INITIATED"] = 1;
            values[valuesById[2] = "GEMINI_ENDED"] = 2;
            values[valuesById[3] = "TIMEOUT"] = 3;
            values[valuesById[4] = "MODERATOR_ENDED"] = 4;
            values[valuesById[5] = "FAILED"] = 5;
            return values;
        })();

        return SessionEnded;
    })();

    grindstone.StartResponse = (function() {

        /**
         * Properties of a StartResponse.
         * @typedef {Object} grindstone.StartResponse.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a StartResponse.
         * @memberof grindstone
         * @interface IStartResponse
         * @augments grindstone.StartResponse.$Properties
         * @deprecated Use grindstone.StartResponse.$Properties instead.
         */

        /**
         * Shape of a StartResponse.
         * @typedef {grindstone.StartResponse.$Properties} grindstone.StartResponse.$Shape
         */

        /**
         * Constructs a new StartResponse.
         * @memberof grindstone
         * @classdesc Represents a StartResponse.
         * @constructor
         * @param {grindstone.StartResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const StartResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified StartResponse message. Does not implicitly {@link grindstone.StartResponse.verify|verify} messages.
         * @function encode
         * @memberof grindstone.StartResponse
         * @static
         * @param {grindstone.StartResponse.$Properties} message StartResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        StartResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a StartResponse message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.StartResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.StartResponse & grindstone.StartResponse.$Shape} StartResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        StartResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.StartResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StartResponse;
    })();

    grindstone.InterviewerStatus = (function() {

        /**
         * Properties of an InterviewerStatus.
         * @typedef {Object} grindstone.InterviewerStatus.$Properties
         * @property {grindstone.InterviewerStatus.State|null} [state] InterviewerStatus state
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an InterviewerStatus.
         * @memberof grindstone
         * @interface IInterviewerStatus
         * @augments grindstone.InterviewerStatus.$Properties
         * @deprecated Use grindstone.InterviewerStatus.$Properties instead.
         */

        /**
         * Shape of an InterviewerStatus.
         * @typedef {grindstone.InterviewerStatus.$Properties} grindstone.InterviewerStatus.$Shape
         */

        /**
         * Constructs a new InterviewerStatus.
         * @memberof grindstone
         * @classdesc Represents an InterviewerStatus.
         * @constructor
         * @param {grindstone.InterviewerStatus.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const InterviewerStatus = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * InterviewerStatus state.
         * @member {grindstone.InterviewerStatus.State} state
         * @memberof grindstone.InterviewerStatus
         * @instance
         */
        InterviewerStatus.prototype.state = 0;

        /**
         * Encodes the specified InterviewerStatus message. Does not implicitly {@link grindstone.InterviewerStatus.verify|verify} messages.
         * @function encode
         * @memberof grindstone.InterviewerStatus
         * @static
         * @param {grindstone.InterviewerStatus.$Properties} message InterviewerStatus message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InterviewerStatus.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.state);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an InterviewerStatus message from the specified reader or buffer.
         * @function decode
         * @memberof grindstone.InterviewerStatus
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {grindstone.InterviewerStatus & grindstone.InterviewerStatus.$Shape} InterviewerStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InterviewerStatus.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.grindstone.InterviewerStatus();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.state = value;
                        else
                            delete message.state;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * State enum.
         * @name grindstone.InterviewerStatus.State
         * @enum {number}
         * @property {number} STATE_UNSPECIFIED=0 STATE_UNSPECIFIED value
         * @property {number} LISTENING=1 LISTENING value
         * @property {number} THINKING=2 THINKING value
         * @property {number} SPEAKING=3 SPEAKING value
         */
        InterviewerStatus.State = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "LISTENING"] = 1;
            values[valuesById[2] = "THINKING"] = 2;
            values[valuesById[3] = "SPEAKING"] = 3;
            return values;
        })();

        return InterviewerStatus;
    })();

    return grindstone;
})();

export {
  $root as default
};
