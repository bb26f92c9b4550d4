"""Exports as the services write them, about invented people and shops; every secret in them is the word below."""

import json

SECRET = "hunter2-never-keep"

SIMPLELOGIN = (
    "alias,note,enabled,mailboxes\r\n"
    "kestrel-4f9d2a@alias.example,Tea House,True,anna@post.example\r\n"
    'quiet.otter@alias.example,"Used on\nhttps://shop.sofatown.example/sign-up",True,anna@post.example\r\n'
    "plain@alias.example,,False,anna@post.example b@post.example\r\n"
)
ADDY = (
    "id,user_id,aliasable_id,aliasable_type,local_part,extension,domain,email,active,description,from_name,created_at\n"
    "1,2,,,tea,,anna.alias.example,tea@anna.alias.example,1,Tea House,,2025-01-06 09:00:00\n"
)
ADDY_TO_IMPORT = "alias,description,recipients\ntea@anna.alias.example,Tea House,anna@post.example\n"
RELAY = (
    "full_address,description,generated_for,used_on,enabled\n"
    'x7kd93@mask.example,,sofatown.example,"sofatown.example,",true\n'
)
BITWARDEN = (
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
    f',,login,Tea,"a note, {SECRET}",,0,"https://teahouse.example/login,https://www.teahouse.example",'
    f"Anna@Post.example,{SECRET},otpauth://totp/x?secret={SECRET}\n"
    f",,login,Board,,,0,https://board.example,anna_v,{SECRET},\n"
    f",,note,Wi-Fi,{SECRET},,0,,,,\n"
)
KEEPASSXC = (
    '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n'
    f'"Root/Shops","Tea ""House""","anna@post.example","{SECRET}","https://teahouse.example","two\nlines {SECRET}",'
    '"","0","2026-01-01T00:00:00Z","2025-01-01T00:00:00Z"\n'
)
ONEPASSWORD = (
    "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
    f"Tea,https://teahouse.example,anna@post.example,{SECRET},,false,false,,{SECRET}\n"
)
APPLE = f"Title,URL,Username,Password,Notes,OTPAuth\nTea,https://teahouse.example/,anna@post.example,{SECRET},,\n"
PROTON = (
    "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\n"
    f'login,Tea,"https://teahouse.example, https://tea.example",anna@post.example,,{SECRET},{SECRET},,1,2,Personal\n'
    f"login,Sofa,https://sofatown.example,,anna+sofa@post.example,{SECRET},,,1,2,Personal\n"
    f"alias,Curtain Lane,,curtain.x7@pass.example,,,{SECRET},,1,2,Personal\n"
    f"note,Safe,,,,,{SECRET},,1,2,Personal\n"
)
CHROME = f"name,url,username,password,note\nTea,https://teahouse.example/,anna@post.example,{SECRET},\n"
FIREFOX = (
    '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed",'
    '"timePasswordChanged"\n'
    f'"https://teahouse.example","anna@post.example","{SECRET}",,"https://teahouse.example","{{1}}","1","2","3"\n'
)
LASTPASS = (
    "url,username,password,totp,extra,name,grouping,fav\n"
    f"https://teahouse.example,anna@post.example,{SECRET},,{SECRET},Tea,Shops,0\n"
)

BITWARDEN_JSON = json.dumps(
    {
        "encrypted": False,
        "folders": [{"id": "f", "name": "Shops"}],
        "items": [
            {
                "type": 1,
                "name": "Tea",
                "notes": SECRET,
                "fields": [{"name": "pin", "value": SECRET, "type": 1}],
                "login": {
                    "username": "anna@post.example",
                    "password": SECRET,
                    "totp": SECRET,
                    "uris": [{"match": None, "uri": "https://teahouse.example/login"}, {"uri": None}],
                },
            },
            {"type": 1, "name": "No sites", "login": {"username": "b@post.example", "password": SECRET, "uris": None}},
            {"type": 2, "name": "Note", "notes": SECRET, "secureNote": {"type": 0}},
            {"type": 1, "login": {"username": 7}},
        ],
    }
)
BITWARDEN_SEALED = json.dumps({"encrypted": True, "passwordProtected": True, "salt": "x", "data": "2.x|y|z"})
ONEPUX = json.dumps(
    {
        "accounts": [
            {
                "attrs": {"name": "Anna", "email": "anna@post.example"},
                "vaults": [
                    {
                        "attrs": {"name": "Private"},
                        "items": [
                            {
                                "uuid": "1",
                                "state": "active",
                                "overview": {
                                    "title": "Tea",
                                    "url": "https://teahouse.example",
                                    "urls": [{"label": "", "url": "https://shop.teahouse.example"}],
                                },
                                "details": {
                                    "loginFields": [
                                        {"value": "anna@post.example", "designation": "username"},
                                        {"value": SECRET, "designation": "password"},
                                        {"value": 12, "name": "remember"},
                                    ],
                                    "notesPlain": SECRET,
                                    "sections": [{"fields": [{"value": {"concealed": SECRET}}]}],
                                },
                            },
                            {"uuid": "2", "overview": {"title": "Card"}, "details": {}},
                            {"uuid": "3", "overview": [], "details": {}},
                        ],
                    }
                ],
            }
        ]
    }
)
PROTON_JSON = json.dumps(
    {
        "version": "1.2",
        "encrypted": False,
        "vaults": {
            "v1": {
                "name": "Personal",
                "items": [
                    {
                        "aliasEmail": None,
                        "data": {
                            "type": "login",
                            "metadata": {"name": "Tea", "note": SECRET},
                            "content": {
                                "itemEmail": "anna@post.example",
                                "itemUsername": "",
                                "password": SECRET,
                                "urls": ["https://teahouse.example/"],
                            },
                        },
                    },
                    {
                        "aliasEmail": "curtain.x7@pass.example",
                        "data": {"type": "alias", "metadata": {"name": "Curtain Lane", "note": SECRET}, "content": {}},
                    },
                    {"aliasEmail": None, "data": {"type": "note", "metadata": {"name": "n", "note": SECRET}}},
                    {"data": {"type": "login", "content": {"username": "old@post.example", "urls": None}}},
                    {"data": 3},
                ],
            }
        },
    }
)
