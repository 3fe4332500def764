import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace grindstone. */
export namespace grindstone {

    /**
     * Properties of a ClientToServerMessage.
     * @deprecated Use grindstone.ClientToServerMessage.$Properties instead.
     */
    interface IClientToServerMessage extends grindstone.ClientToServerMessage.$Properties {
    }

    /** Represents a ClientToServerMessage. */
    class ClientToServerMessage {

        /**
         * Constructs a new ClientToServerMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.ClientToServerMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClientToServerMessage audioChunk. */
        audioChunk?: (grindstone.AudioChunk.$Properties|null);

        /** ClientToServerMessage endRequest. */
        endRequest?: (grindstone.EndRequest.$Properties|null);

        /** ClientToServerMessage startRequest. */
        startRequest?: (grindstone.StartRequest.$Properties|null);

        /** ClientToServerMessage payload. */
        payload?: ("audioChunk"|"endRequest"|"startRequest");

        /**
         * Encodes the specified ClientToServerMessage message. Does not implicitly {@link grindstone.ClientToServerMessage.verify|verify} messages.
         * @param message ClientToServerMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.ClientToServerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClientToServerMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.ClientToServerMessage & grindstone.ClientToServerMessage.$Shape} ClientToServerMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.ClientToServerMessage & grindstone.ClientToServerMessage.$Shape;
    }

    namespace ClientToServerMessage {

        /** Properties of a ClientToServerMessage. */
        interface $Properties {

            /** ClientToServerMessage audioChunk */
            audioChunk?: (grindstone.AudioChunk.$Properties|null);

            /** ClientToServerMessage endRequest */
            endRequest?: (grindstone.EndRequest.$Properties|null);

            /** ClientToServerMessage startRequest */
            startRequest?: (grindstone.StartRequest.$Properties|null);

            /** ClientToServerMessage payload */
            payload?: ("audioChunk"|"endRequest"|"startRequest");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a ClientToServerMessage. */
        type $Shape = {
          audioChunk?: grindstone.AudioChunk.$Shape|null;
          endRequest?: grindstone.EndRequest.$Shape|null;
          startRequest?: grindstone.StartRequest.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ payload?: undefined; audioChunk?: null; endRequest?: null; startRequest?: null }|{ payload?: "audioChunk"; audioChunk: grindstone.AudioChunk.$Shape; endRequest?: null; startRequest?: null }|{ payload?: "endRequest"; audioChunk?: null; endRequest: grindstone.EndRequest.$Shape; startRequest?: null }|{ payload?: "startRequest"; audioChunk?: null; endRequest?: null; startRequest: grindstone.StartRequest.$Shape })
        );
    }

    /**
     * Properties of an AudioChunk.
     * @deprecated Use grindstone.AudioChunk.$Properties instead.
     */
    interface IAudioChunk extends grindstone.AudioChunk.$Properties {
    }

    /** Represents an AudioChunk. */
    class AudioChunk {

        /**
         * Constructs a new AudioChunk.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.AudioChunk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AudioChunk audioContent. */
        audioContent: Uint8Array;

        /**
         * Encodes the specified AudioChunk message. Does not implicitly {@link grindstone.AudioChunk.verify|verify} messages.
         * @param message AudioChunk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.AudioChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AudioChunk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.AudioChunk & grindstone.AudioChunk.$Shape} AudioChunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.AudioChunk & grindstone.AudioChunk.$Shape;
    }

    namespace AudioChunk {

        /** Properties of an AudioChunk. */
        interface $Properties {

            /** AudioChunk audioContent */
            audioContent?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AudioChunk. */
        type $Shape = grindstone.AudioChunk.$Properties;
    }

    /**
     * Properties of an EndRequest.
     * @deprecated Use grindstone.EndRequest.$Properties instead.
     */
    interface IEndRequest extends grindstone.EndRequest.$Properties {
    }

    /** Represents an EndRequest. */
    class EndRequest {

        /**
         * Constructs a new EndRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.EndRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified EndRequest message. Does not implicitly {@link grindstone.EndRequest.verify|verify} messages.
         * @param message EndRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.EndRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an EndRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.EndRequest & grindstone.EndRequest.$Shape} EndRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.EndRequest & grindstone.EndRequest.$Shape;
    }

    namespace EndRequest {

        /** Properties of an EndRequest. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an EndRequest. */
        type $Shape = grindstone.EndRequest.$Properties;
    }

    /**
     * Properties of a StartRequest.
     * @deprecated Use grindstone.StartRequest.$Properties instead.
     */
    interface IStartRequest extends grindstone.StartRequest.$Properties {
    }

    /** Represents a StartRequest. */
    class StartRequest {

        /**
         * Constructs a new StartRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.StartRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StartRequest interviewId. */
        interviewId: string;

        /** StartRequest authToken. */
        authToken: string;

        /**
         * Encodes the specified StartRequest message. Does not implicitly {@link grindstone.StartRequest.verify|verify} messages.
         * @param message StartRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.StartRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StartRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.StartRequest & grindstone.StartRequest.$Shape} StartRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.StartRequest & grindstone.StartRequest.$Shape;
    }

    namespace StartRequest {

        /** Properties of a StartRequest. */
        interface $Properties {

            /** StartRequest interviewId */
            interviewId?: (string|null);

            /** StartRequest authToken */
            authToken?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StartRequest. */
        type $Shape = grindstone.StartRequest.$Properties;
    }

    /**
     * Properties of a ServerToClientMessage.
     * @deprecated Use grindstone.ServerToClientMessage.$Properties instead.
     */
    interface IServerToClientMessage extends grindstone.ServerToClientMessage.$Properties {
    }

    /** Represents a ServerToClientMessage. */
    class ServerToClientMessage {

        /**
         * Constructs a new ServerToClientMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.ServerToClientMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ServerToClientMessage transcriptUpdate. */
        transcriptUpdate?: (grindstone.TranscriptUpdate.$Properties|null);

        /** ServerToClientMessage audioResponse. */
        audioResponse?: (grindstone.AudioResponse.$Properties|null);

        /** ServerToClientMessage error. */
        error?: (grindstone.ErrorResponse.$Properties|null);

        /** ServerToClientMessage sessionEnded. */
        sessionEnded?: (grindstone.SessionEnded.$Properties|null);

        /** ServerToClientMessage startResponse. */
        startResponse?: (grindstone.StartResponse.$Properties|null);

        /** ServerToClientMessage interviewerStatus. */
        interviewerStatus?: (grindstone.InterviewerStatus.$Properties|null);

        /** ServerToClientMessage payload. */
        payload?: ("transcriptUpdate"|"audioResponse"|"error"|"sessionEnded"|"startResponse"|"interviewerStatus");

        /**
         * Encodes the specified ServerToClientMessage message. Does not implicitly {@link grindstone.ServerToClientMessage.verify|verify} messages.
         * @param message ServerToClientMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.ServerToClientMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerToClientMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.ServerToClientMessage & grindstone.ServerToClientMessage.$Shape} ServerToClientMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.ServerToClientMessage & grindstone.ServerToClientMessage.$Shape;
    }

    namespace ServerToClientMessage {

        /** Properties of a ServerToClientMessage. */
        interface $Properties {

            /** ServerToClientMessage transcriptUpdate */
            transcriptUpdate?: (grindstone.TranscriptUpdate.$Properties|null);

            /** ServerToClientMessage audioResponse */
            audioResponse?: (grindstone.AudioResponse.$Properties|null);

            /** ServerToClientMessage error */
            error?: (grindstone.ErrorResponse.$Properties|null);

            /** ServerToClientMessage sessionEnded */
            sessionEnded?: (grindstone.SessionEnded.$Properties|null);

            /** ServerToClientMessage startResponse */
            startResponse?: (grindstone.StartResponse.$Properties|null);

            /** ServerToClientMessage interviewerStatus */
            interviewerStatus?: (grindstone.InterviewerStatus.$Properties|null);

            /** ServerToClientMessage payload */
            payload?: ("transcriptUpdate"|"audioResponse"|"error"|"sessionEnded"|"startResponse"|"interviewerStatus");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a ServerToClientMessage. */
        type $Shape = {
          transcriptUpdate?: grindstone.TranscriptUpdate.$Shape|null;
          audioResponse?: grindstone.AudioResponse.$Shape|null;
          error?: grindstone.ErrorResponse.$Shape|null;
          sessionEnded?: grindstone.SessionEnded.$Shape|null;
          startResponse?: grindstone.StartResponse.$Shape|null;
          interviewerStatus?: grindstone.InterviewerStatus.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ payload?: undefined; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "transcriptUpdate"; transcriptUpdate: grindstone.TranscriptUpdate.$Shape; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "audioResponse"; transcriptUpdate?: null; audioResponse: grindstone.AudioResponse.$Shape; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "error"; transcriptUpdate?: null; audioResponse?: null; error: grindstone.ErrorResponse.$Shape; sessionEnded?: null; startResponse?: null; interviewerStatus?: null }|{ payload?: "sessionEnded"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded: grindstone.SessionEnded.$Shape; startResponse?: null; interviewerStatus?: null }|{ payload?: "startResponse"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse: grindstone.StartResponse.$Shape; interviewerStatus?: null }|{ payload?: "interviewerStatus"; transcriptUpdate?: null; audioResponse?: null; error?: null; sessionEnded?: null; startResponse?: null; interviewerStatus: grindstone.InterviewerStatus.$Shape })
        );
    }

    /**
     * Properties of a TranscriptUpdate.
     * @deprecated Use grindstone.TranscriptUpdate.$Properties instead.
     */
    interface ITranscriptUpdate extends grindstone.TranscriptUpdate.$Properties {
    }

    /** Represents a TranscriptUpdate. */
    class TranscriptUpdate {

        /**
         * Constructs a new TranscriptUpdate.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.TranscriptUpdate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TranscriptUpdate speaker. */
        speaker: string;

        /** TranscriptUpdate text. */
        text: string;

        /** TranscriptUpdate isFinal. */
        isFinal: boolean;

        /**
         * Encodes the specified TranscriptUpdate message. Does not implicitly {@link grindstone.TranscriptUpdate.verify|verify} messages.
         * @param message TranscriptUpdate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.TranscriptUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TranscriptUpdate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.TranscriptUpdate & grindstone.TranscriptUpdate.$Shape} TranscriptUpdate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.TranscriptUpdate & grindstone.TranscriptUpdate.$Shape;
    }

    namespace TranscriptUpdate {

        /** Properties of a TranscriptUpdate. */
        interface $Properties {

            /** TranscriptUpdate speaker */
            speaker?: (string|null);

            /** TranscriptUpdate text */
            text?: (string|null);

            /** TranscriptUpdate isFinal */
            isFinal?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TranscriptUpdate. */
        type $Shape = grindstone.TranscriptUpdate.$Properties;
    }

    /**
     * Properties of an AudioResponse.
     * @deprecated Use grindstone.AudioResponse.$Properties instead.
     */
    interface IAudioResponse extends grindstone.AudioResponse.$Properties {
    }

    /** Represents an AudioResponse. */
    class AudioResponse {

        /**
         * Constructs a new AudioResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.AudioResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AudioResponse audioContent. */
        audioContent: Uint8Array;

        /**
         * Encodes the specified AudioResponse message. Does not implicitly {@link grindstone.AudioResponse.verify|verify} messages.
         * @param message AudioResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.AudioResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AudioResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.AudioResponse & grindstone.AudioResponse.$Shape} AudioResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.AudioResponse & grindstone.AudioResponse.$Shape;
    }

    namespace AudioResponse {

        /** Properties of an AudioResponse. */
        interface $Properties {

            /** AudioResponse audioContent */
            audioContent?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AudioResponse. */
        type $Shape = grindstone.AudioResponse.$Properties;
    }

    /**
     * Properties of an ErrorResponse.
     * @deprecated Use grindstone.ErrorResponse.$Properties instead.
     */
    interface IErrorResponse extends grindstone.ErrorResponse.$Properties {
    }

    /** Represents an ErrorResponse. */
    class ErrorResponse {

        /**
         * Constructs a new ErrorResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.ErrorResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ErrorResponse code. */
        code: number;

        /** ErrorResponse message. */
        message: string;

        /**
         * Encodes the specified ErrorResponse message. Does not implicitly {@link grindstone.ErrorResponse.verify|verify} messages.
         * @param message ErrorResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.ErrorResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ErrorResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.ErrorResponse & grindstone.ErrorResponse.$Shape} ErrorResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.ErrorResponse & grindstone.ErrorResponse.$Shape;
    }

    namespace ErrorResponse {

        /** Properties of an ErrorResponse. */
        interface $Properties {

            /** ErrorResponse code */
            code?: (number|null);

            /** ErrorResponse message */
            message?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ErrorResponse. */
        type $Shape = grindstone.ErrorResponse.$Properties;
    }

    /**
     * Properties of a SessionEnded.
     * @deprecated Use grindstone.SessionEnded.$Properties instead.
     */
    interface ISessionEnded extends grindstone.SessionEnded.$Properties {
    }

    /** Represents a SessionEnded. */
    class SessionEnded {

        /**
         * Constructs a new SessionEnded.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.SessionEnded.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SessionEnded reason. */
        reason: grindstone.SessionEnded.Reason;

        /**
         * Encodes the specified SessionEnded message. Does not implicitly {@link grindstone.SessionEnded.verify|verify} messages.
         * @param message SessionEnded message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.SessionEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SessionEnded message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.SessionEnded & grindstone.SessionEnded.$Shape} SessionEnded
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.SessionEnded & grindstone.SessionEnded.$Shape;
    }

    namespace SessionEnded {

        /** Properties of a SessionEnded. */
        interface $Properties {

            /** SessionEnded reason */
            reason?: (grindstone.SessionEnded.Reason|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SessionEnded. */
        type $Shape = grindstone.SessionEnded.$Properties;

        /** Reason enum. */
        enum Reason {

            /** REASON_UNSPECIFIED value */
            REASON_UNSPECIFIED = 0,

            /** USER_INITIATED value */
            USER_INITIATED = 1,

            /** GEMINI_ENDED value */
            GEMINI_ENDED = 2,

            /** TIMEOUT value */
            TIMEOUT = 3,

            /** MODERATOR_ENDED value */
            MODERATOR_ENDED = 4,

            /** FAILED value */
            FAILED = 5
        }
    }

    /**
     * Properties of a StartResponse.
     * @deprecated Use grindstone.StartResponse.$Properties instead.
     */
    interface IStartResponse extends grindstone.StartResponse.$Properties {
    }

    /** Represents a StartResponse. */
    class StartResponse {

        /**
         * Constructs a new StartResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.StartResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified StartResponse message. Does not implicitly {@link grindstone.StartResponse.verify|verify} messages.
         * @param message StartResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.StartResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StartResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.StartResponse & grindstone.StartResponse.$Shape} StartResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.StartResponse & grindstone.StartResponse.$Shape;
    }

    namespace StartResponse {

        /** Properties of a StartResponse. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StartResponse. */
        type $Shape = grindstone.StartResponse.$Properties;
    }

    /**
     * Properties of an InterviewerStatus.
     * @deprecated Use grindstone.InterviewerStatus.$Properties instead.
     */
    interface IInterviewerStatus extends grindstone.InterviewerStatus.$Properties {
    }

    /** Represents an InterviewerStatus. */
    class InterviewerStatus {

        /**
         * Constructs a new InterviewerStatus.
         * @param [properties] Properties to set
         */
        constructor(properties?: grindstone.InterviewerStatus.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InterviewerStatus state. */
        state: grindstone.InterviewerStatus.State;

        /**
         * Encodes the specified InterviewerStatus message. Does not implicitly {@link grindstone.InterviewerStatus.verify|verify} messages.
         * @param message InterviewerStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: grindstone.InterviewerStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InterviewerStatus message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {grindstone.InterviewerStatus & grindstone.InterviewerStatus.$Shape} InterviewerStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): grindstone.InterviewerStatus & grindstone.InterviewerStatus.$Shape;
    }

    namespace InterviewerStatus {

        /** Properties of an InterviewerStatus. */
        interface $Properties {

            /** InterviewerStatus state */
            state?: (grindstone.InterviewerStatus.State|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InterviewerStatus. */
        type $Shape = grindstone.InterviewerStatus.$Properties;

        /** State enum. */
        enum State {

            /** STATE_UNSPECIFIED value */
            STATE_UNSPECIFIED = 0,

            /** LISTENING value */
            LISTENING = 1,

            /** THINKING value */
            THINKING = 2,

            /** SPEAKING value */
            SPEAKING = 3
        }
    }
}
